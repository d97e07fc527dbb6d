import { Resolver } from "node:dns/promises";
import type { MailRoutes } from "@trunkline/social";

/** Asks the name servers where mail for a domain goes. What they do not tell, or not soon, is not known. */
export function createMailRoutes(): MailRoutes {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  return {
    async of(domain) {
      try {
        const routes = await resolver.resolveMx(domain);
        return routes.map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, ""));
      } catch (error) {
        if (error instanceof Error && "code" in error) return [];
        throw error;
      }
    },
  };
}
