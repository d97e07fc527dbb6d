// Loaded into every task before its own code: stops it when run.mjs is gone without having been able to pass
// a signal on (SIGKILL), so that no server is left behind holding its port.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
