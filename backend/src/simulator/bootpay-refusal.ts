/** An answer over HTTP, as the simulated side gives it. */
export interface Reply {
  status: number;
  json: object | string;
  /** Settles before the answer leaves: a webhook that is to arrive earlier. */
  after?: Promise<void> | undefined;
}

/** Bootpay says no. */
export class BootpayRefusal extends Error {
  override name = 'BootpayRefusal';
  constructor(
    readonly status: number,
    readonly code: string | number,
    message: string,
  ) {
    super(message);
  }

  toReply(): Reply {
    // the gateway's own number comes in both fields, since Bootpay's pages disagree about which one
    const pg = typeof this.code === 'number' ? { pg_error_code: this.code } : {};
    return { status: this.status, json: { error_code: this.code, message: this.message, ...pg } };
  }
}

export const refusals = {
  token: () => new BootpayRefusal(401, 'TOKEN_KEY_INVALID', 'Access Token이 올바르지 않거나 만료되었습니다.'),
  application: () => new BootpayRefusal(401, 'APP_KEY_NOT_FOUND', 'REST API Application ID가 올바르지 않습니다.'),
  privateKey: () => new BootpayRefusal(401, 'APP_SK_NOT_MATCHED', 'Private Key가 올바르지 않습니다.'),
  notFound: () => new BootpayRefusal(404, 'RC_NOT_FOUND', '영수증 정보를 찾을 수 없습니다.'),
  body: () => new BootpayRefusal(400, 'INVALID_PARAMETER', '요청 값이 올바르지 않습니다.'),
  confirm: (why: string) => new BootpayRefusal(400, 'RC_CONFIRM_FAILED', `결제 승인에 실패했습니다. (${why})`),
  cancel: (why: string) => new BootpayRefusal(400, 'RC_CANCEL_SERVER_ERROR', `결제 취소에 실패했습니다. (${why})`),
  alreadyCancelled: () => new BootpayRefusal(400, 3708, '이미 취소된 거래입니다.'),
  overAmount: () => new BootpayRefusal(400, 3710, '취소 가능 금액을 초과했습니다.'),
};
