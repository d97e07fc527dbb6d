/** As much of it as is used: it comes without types of its own. */
declare module "@digitalbazaar/http-client" {
  export const httpClient: {
    get(
      url: string,
      options: { readonly headers: Readonly<Record<string, string>> },
    ): Promise<Response & { readonly data?: unknown }>;
  };
}
