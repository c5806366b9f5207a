import { jsonResponse, SimResponse } from '../route';

/** An error of Azure Resource Manager: `{"error": {"code", "message"}}`. */
export class AzureError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Members beside code and message, such as `details`. */
    readonly members: Record<string, unknown> = {},
    readonly headers: Record<string, string> = {}
  ) {
    super(message);
    this.name = code;
  }

  response(): SimResponse {
    return jsonResponse(
      { error: { code: this.code, message: this.message, ...this.members } },
      this.status,
      this.headers
    );
  }
}
