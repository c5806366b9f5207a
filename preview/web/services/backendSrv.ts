import type { BackendSrv, BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { AppEvents, EventBusSrv, urlUtil } from '@grafana/data';
import { EMPTY, filter, lastValueFrom, merge, mergeMap, Observable, Subject, throwError } from 'rxjs';
import { fromFetch } from 'rxjs/fetch';

/**
 * HTTP as Grafana gives it to its own code and to plugins: JSON in and out, errors as `FetchError`, and a request with
 * the `requestId` of one that is still under way ends that one.
 */
export class PreviewBackendSrv implements BackendSrv {
  private readonly started = new Subject<string>();

  constructor(private readonly appEvents: EventBusSrv) {}

  fetch<T>(request: BackendSrvRequest): Observable<FetchResponse<T>> {
    const { requestId } = request;
    const init = {
      method: request.method ?? 'GET',
      headers: requestHeaders(request),
      body: isRaw(request.data) ? request.data : JSON.stringify(request.data),
      signal: request.abortSignal ?? null,
      selector: (response: Response) => toFetchResponse<T>(response, request),
    };
    const answer = fromFetch(urlUtil.renderUrl(toRootRelative(request.url), request.params ?? {}), init);

    return new Observable<FetchResponse<T>>((subscriber) => {
      if (requestId) {
        this.started.next(requestId);
      }
      const replaced = this.started.pipe(
        filter((id) => id === requestId),
        mergeMap(() =>
          throwError(() => ({
            status: -1,
            statusText: 'Request was aborted',
            cancelled: true,
            data: null,
            config: request,
          }))
        )
      );
      return merge(answer, requestId ? replaced : EMPTY).subscribe({
        next: (response) => {
          subscriber.next(response);
          subscriber.complete();
        },
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
  }

  async request<T>(request: BackendSrvRequest): Promise<T> {
    try {
      return (await lastValueFrom(this.fetch<T>(request))).data;
    } catch (error) {
      if (request.showErrorAlert !== false && !isCancelled(error)) {
        this.appEvents.emit(AppEvents.alertError, [
          `${request.method ?? 'GET'} ${request.url} failed`,
          errorMessage(error),
        ]);
      }
      throw error;
    }
  }

  datasourceRequest<T>(request: BackendSrvRequest) {
    return lastValueFrom(this.fetch<T>(request));
  }

  chunked(): never {
    throw new Error('Streaming over HTTP is not part of the preview.');
  }

  get = <T>(
    url: string,
    params?: BackendSrvRequest['params'],
    requestId?: string,
    options?: Partial<BackendSrvRequest>
  ) => this.request<T>({ ...options, method: 'GET', url, params, requestId });
  delete = <T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) =>
    this.request<T>({ ...options, method: 'DELETE', url, data });
  post = <T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) =>
    this.request<T>({ ...options, method: 'POST', url, data });
  patch = <T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) =>
    this.request<T>({ ...options, method: 'PATCH', url, data });
  put = <T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) =>
    this.request<T>({ ...options, method: 'PUT', url, data });
}

/** Plugins ask for `api/...` as well as for `/api/...`; both mean Grafana's root, wherever the page is. */
function toRootRelative(url: string) {
  return /^(https?:)?\//.test(url) ? url : `/${url}`;
}

const isRaw = (data: unknown) => data === undefined || typeof data === 'string' || data instanceof FormData;

function requestHeaders({ headers, data }: BackendSrvRequest): Record<string, string> {
  const accept = { Accept: 'application/json, text/plain, */*' };
  return isRaw(data) ? { ...accept, ...headers } : { ...accept, 'Content-Type': 'application/json', ...headers };
}

async function toFetchResponse<T>(response: Response, config: BackendSrvRequest): Promise<FetchResponse<T>> {
  const { status, statusText, ok, headers, redirected, type, url } = response;
  const data = await parseBody(response, config.responseType);
  if (!ok) {
    throw { status, statusText, data: typeof data === 'string' ? { message: data } : data, config };
  }
  return { data, status, statusText, ok, headers, redirected, type, url, config };
}

async function parseBody(response: Response, responseType: BackendSrvRequest['responseType']) {
  if (responseType && responseType !== 'json') {
    return responseType === 'arraybuffer'
      ? response.arrayBuffer()
      : responseType === 'blob'
        ? response.blob()
        : response.text();
  }
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return text;
  }
}

const isCancelled = (error: unknown) => Boolean((error as { cancelled?: boolean })?.cancelled);

function errorMessage(error: unknown): string {
  const { data, statusText, message } = error as { data?: { message?: string }; statusText?: string; message?: string };
  return data?.message ?? message ?? statusText ?? String(error);
}
