import { type SimRequest, type SimResponse } from './route';

/** What comes instead of a service's own answer: from a proxy, a portal, a broken line. */
export const foreignAnswers = [
  'empty',
  'html',
  'xhtml',
  'xhtmlAsXml',
  'json',
  'emptyObject',
  'otherJson',
  'xml',
  'bareAnswer',
  'wrongType',
  'redirect',
  'redirect307',
  'gateway',
  'cut',
  'cutBody',
  'reset',
  'hang',
] as const;
export type ForeignAnswer = (typeof foreignAnswers)[number];

export const portalPath = '/__portal/login';

export const loginPage = `<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>Sign in</title></head>
<body><form method="post" action="${portalPath}"><p>Sign in to use the network<br><input name="user"></form></body>
</html>
`;

const xhtmlPage = `<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml">
<head><title>Sign in</title></head>
<body><p>Sign in to use the network</p></body>
</html>
`;

const gatewayPage = `<html>
<head><title>503 Service Temporarily Unavailable</title></head>
<body><center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>nginx</center></body>
</html>
`;

/** Those that nobody of the service's has had a hand in. */
const fromElsewhere: Partial<Record<ForeignAnswer, (request: SimRequest) => SimResponse>> = {
  empty: () => ({ status: 200, headers: {}, body: '' }),
  html: () => page('text/html; charset=utf-8', loginPage),
  xhtml: () => page('text/html; charset=utf-8', xhtmlPage),
  xhtmlAsXml: () => page('application/xhtml+xml; charset=utf-8', xhtmlPage),
  json: () => page('application/json', '{"error":"login required"}'),
  xml: () =>
    page('text/xml', '<?xml version="1.0" encoding="UTF-8"?>\n<portal><status>login required</status></portal>'),
  redirect: (request) => toPortal(request, 302),
  redirect307: (request) => toPortal(request, 307),
  gateway: () => page('text/html', gatewayPage, 503),
  reset: () => ({ status: 200, headers: {}, body: '', ending: 'reset' }),
  hang: () => ({ status: 200, headers: {}, body: '', ending: 'hang' }),
};

/** Those that are made of the service's own good answer. */
const fromOwn: Partial<Record<ForeignAnswer, (own: SimResponse) => SimResponse>> = {
  emptyObject: (own) => ({ ...own, body: '{}' }),
  otherJson: (own) => ({ ...own, body: '{"status":"ok","version":"4.2","items":[{"id":1},{"id":2}]}' }),
  bareAnswer: withoutRequestId,
  wrongType: (own) => ({ ...own, headers: { ...own.headers, 'content-type': 'text/html; charset=utf-8' } }),
  cut: (own) => ({ ...own, ending: 'cut' }),
  cutBody: (own) => ({ ...own, body: Buffer.from(own.body).subarray(0, Buffer.byteLength(own.body) / 2) }),
};

/** The answer that a fault gives. `own` is asked only where it is made of the service's own, and passes if that is an error. */
export async function foreignAnswer(
  answer: ForeignAnswer,
  request: SimRequest,
  own: () => SimResponse | Promise<SimResponse>
): Promise<SimResponse> {
  const elsewhere = fromElsewhere[answer];
  if (elsewhere) {
    return elsewhere(request);
  }
  const good = await own();
  return good.status === 200 ? fromOwn[answer]!(good) : good;
}

function toPortal({ url }: SimRequest, status: number): SimResponse {
  return { status, headers: { location: `${url.origin}${portalPath}` }, body: '' };
}

function page(contentType: string, body: string, status = 200): SimResponse {
  return { status, headers: { 'content-type': contentType }, body };
}

function withoutRequestId({ status, headers, body }: SimResponse): SimResponse {
  const kept = Object.entries(headers).filter(([name]) => !/request-?id$/i.test(name));
  const bare = typeof body === 'string' ? body.replace(/<(ResponseMetadata|[Rr]equestId)>.*?<\/\1>/s, '') : body;
  return { status, headers: Object.fromEntries(kept), body: bare };
}
