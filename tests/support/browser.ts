/** A browser, as far as pages need one: it keeps cookies and follows nothing by itself. */
export function openBrowserAt(origin: string, given: ReadonlyMap<string, string> = new Map()): Browser {
  const cookies = new Map(given);
  const visit = async (
    path: string,
    form?: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Page> => {
    const answer = await fetch(new URL(path, origin), {
      method: form === undefined ? "GET" : "POST",
      redirect: "manual",
      headers: {
        accept: "text/html",
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(form === undefined ? {} : { origin: origin, "sec-fetch-site": "same-origin" }),
        ...headers,
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      cookies.set(name, value);
    }
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      location: answer.headers.get("location") ?? "",
      token: /name="form_token" value="([^"]+)"/.exec(text)?.[1] ?? "",
    };
  };
  return Object.assign(visit, { cookies });
}

export interface Browser {
  (
    path: string,
    form?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Page>;
  readonly cookies: ReadonlyMap<string, string>;
}

/** What a server answered. */
export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly location: string;
  readonly token: string;
}
