import { AppEvents, EventBusSrv } from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { PreviewBackendSrv } from './backendSrv';

/** What `Response` has and this page uses of it; jsdom brings none. */
const response = (status: number, body: string) =>
  ({ status, ok: status < 400, statusText: '', text: async () => body }) as Response;

const fetchMock = jest.fn<Promise<Response>, [string, RequestInit]>();
globalThis.fetch = fetchMock as typeof fetch;

const setUp = () => {
  const appEvents = new EventBusSrv();
  const alerts = jest.fn();
  appEvents.on(AppEvents.alertError, alerts);
  return { srv: new PreviewBackendSrv(appEvents), alerts };
};

afterEach(() => fetchMock.mockReset());

test('sends JSON and the query string, and gives the parsed body', async () => {
  fetchMock.mockResolvedValue(response(200, '{"ok":true}'));
  const { srv } = setUp();
  expect(await srv.post('api/ds/query', { from: '1' }, { params: { ds_type: 'cloudwatch' } })).toEqual({ ok: true });
  const [url, init] = fetchMock.mock.calls[0];
  expect(url).toBe('/api/ds/query?ds_type=cloudwatch');
  expect(init).toMatchObject({ method: 'POST', body: '{"from":"1"}', headers: { 'Content-Type': 'application/json' } });
});

test('an error carries status and body, and is told unless the caller tells it', async () => {
  fetchMock.mockResolvedValue(response(400, '{"message":"unknown field x"}'));
  const { srv, alerts } = setUp();
  await expect(srv.get('/api/x', undefined, undefined, { showErrorAlert: false })).rejects.toMatchObject({
    status: 400,
    data: { message: 'unknown field x' },
  });
  expect(alerts).not.toHaveBeenCalled();
  await expect(srv.get('/api/x')).rejects.toMatchObject({ status: 400 });
  expect(alerts).toHaveBeenCalledWith(['GET /api/x failed', 'unknown field x']);
});

test('a second request of the same id ends the first', async () => {
  fetchMock.mockReturnValueOnce(new Promise(() => {})).mockResolvedValueOnce(response(200, '2'));
  const { srv, alerts } = setUp();
  const first = lastValueFrom(srv.fetch({ url: '/api/x', requestId: 'Q1' }));
  const second = lastValueFrom(srv.fetch({ url: '/api/x', requestId: 'Q1' }));
  await expect(first).rejects.toMatchObject({ cancelled: true });
  expect((await second).data).toBe(2);
  expect(alerts).not.toHaveBeenCalled();
});
