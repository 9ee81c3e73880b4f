import type { OrderState } from '../orders/rules/order-state.js';
import { ORDER_STATE_LABELS } from './ko.js';
import { count, people, won } from './rules/wording.js';
import type { Sentences } from './sentences.js';

/**
 * What each refusal says in Korean: what happened and what to do. What stands before the dot is the code that programs see
 * (`type` and `code` of the problem); behind it, which of its cases it is.
 */
export const REFUSALS = {
  'AuthenticationFailed.expired': '올릴 수 있는 시간이 지났어요. 사진을 다시 골라 주세요.',
  'AuthenticationFailed.not_authentic': '이 주소로는 올릴 수 없어요. 사진을 다시 골라 주세요.',
  MissingRequiredHeader: 'x-ms-blob-type 헤더에 BlockBlob이라고 적어 주세요.',
  RequestBodyTooLarge: '파일이 너무 커요. 10MB보다 작은 사진으로 골라 주세요.',
  UnauthorizedBlobOverwrite: '이미 올린 사진이에요. 다른 사진은 새로 골라 주세요.',
  active: '이미 사용 중인 계정이에요. 비밀번호를 잊었다면 재설정 링크를 만들어 주세요.',
  'already_changed.stock': ({ delta }: { delta: number }) =>
    `조금 전에 누른 ${delta}개가 이미 반영됐어요. 지금 재고를 확인하고, 더 바꾸려면 화면을 새로 열어 주세요.`,
  already_sent: '이 화면에서는 이미 문자를 보냈어요. 새로 보내려면 고객을 다시 골라 주세요.',
  bad_request: '요청을 읽을 수 없어요. 주소와 내용을 확인해 주세요.',
  busy: '지금 주문이 몰려서 처리하지 못했어요. 잠시 뒤에 다시 눌러 주세요. 두 번 처리되지 않아요.',
  'busy.reads': '지금 많이 들어오고 있어서 보여 드리지 못했어요. 잠시 뒤에 다시 불러와 주세요.',
  'busy.passwords': '지금 로그인과 가입이 몰려서 처리하지 못했어요. 잠시 뒤에 다시 눌러 주세요. 적은 내용은 그대로예요.',
  cap_reached: ({ name, left }: { name: string; left: number }) =>
    left > 0
      ? `‘${name}’ 상품은 지금 ${left}개 남았어요. 수량을 줄여서 다시 주문해 주세요.`
      : `준비한 ‘${name}’ 상품이 모두 나갔어요. 취소가 나오면 다시 살 수 있어요.`,
  changed_meanwhile: '그사이 다른 사람이 먼저 저장했어요. 무엇이 바뀌었는지 보고 골라 주세요. 적은 것은 그대로 있어요.',
  'changed_meanwhile.closing': '그사이 마감이 바뀌었어요. 다시 불러와 지금 마감을 보고 정해 주세요.',
  'changed_meanwhile.published': '그사이 다른 사람이 내용을 바꿨어요. 다시 불러와 확인한 뒤 공개해 주세요.',
  'changed_meanwhile.role': '그사이 역할이 바뀌었어요. 다시 불러와 지금 역할을 보고 정해 주세요.',
  'changed_meanwhile.university': '그사이 대학교가 바뀌었어요. 다시 불러와 지금 대학교를 보고 정해 주세요.',
  'code_required.enrol': '2단계 인증을 꼭 등록해야 해요. 인증 앱에 키를 넣고 보이는 숫자 6자리를 적어 주세요.',
  'code_required.staff': '인증 앱에 보이는 숫자 6자리를 함께 적어 주세요.',
  'email_taken.customer': '이미 가입한 이메일이에요. 로그인하거나 비밀번호를 다시 정해 주세요.',
  'email_taken.staff': '이 이메일을 쓰는 관리자가 이미 있어요. 목록에서 찾아 재설정 링크를 만들어 주세요.',
  forbidden: '이 일을 할 권한이 없어요. 필요하면 관리자에게 요청해 주세요.',
  idempotency_mismatch: '같은 요청 번호로 다른 주문이 왔어요. 화면을 새로 고친 뒤 다시 주문해 주세요.',
  inactive: '사용하지 않는 계정이에요. 먼저 다시 사용하게 해 주세요.',
  'holds_many.device': '이 기기에서 결제를 기다리는 주문이 있어요. 먼저 결제하거나 취소한 뒤 다시 주문해 주세요.',
  'holds_many.network':
    '지금 이 네트워크에서 결제를 기다리는 주문이 많아요. 1~2분 뒤에 다시 눌러 주세요. 다른 네트워크(모바일 데이터)에서는 바로 주문할 수 있어요.',
  'holds_many.phone': '결제를 기다리는 주문이 여러 개 있어요. 먼저 결제하거나 취소한 뒤 다시 주문해 주세요.',
  internal: '저희 쪽 문제로 처리하지 못했어요. 잠시 뒤에 다시 해 주세요.',
  'internal.console': '화면을 열지 못했어요. 잠시 뒤에 다시 해 주세요.',
  last_owner: '마지막 대표예요. 다른 사람을 먼저 대표로 초대하고, 그 사람이 로그인한 뒤에 다시 해 주세요.',
  limit_reached: ({ name, limit, held }: { name: string; limit: number; held: number }) => {
    const rule = `‘${name}’ 상품은 한 사람이 ${limit}개까지 살 수 있어요.`;
    if (held >= limit) return `${rule} 이미 ${held}개를 주문해서 더 살 수 없어요.`;
    const next = held > 0 ? `이미 ${held}개를 주문했으니 ${limit - held}개까지로` : `${limit}개까지로`;
    return `${rule} ${next} 수량을 줄여 주세요.`;
  },
  link_over: '이미 썼거나 기한이 지난 링크예요. 대표에게 새 링크를 만들어 달라고 요청해 주세요.',
  maintenance: '지금 가게를 손보고 있어요. 조금 뒤에 다시 와 주세요. 이미 한 주문과 결제는 그대로 있어요.',
  malformed_json: 'JSON 형식이 깨져 있어요. 형식을 확인하고 다시 보내 주세요.',
  no_account: '고객이 아직 계좌를 알려 주지 않았어요. 먼저 계좌를 받아 주세요.',
  'no_account.asked': '고객이 아직 계좌를 알려 주지 않았어요. 이미 문자로 부탁했어요.',
  no_manual_refund: '계좌로 돌려드릴 금액이 없어요. 주문의 환불 상태를 확인해 주세요.',
  no_return: '반품을 신청한 주문이 아니에요. 주문 상태를 확인해 주세요.',
  'nobody_to_send.consent': '고른 고객 가운데 광고 문자 수신에 동의한 사람이 없어요. 다른 고객을 골라 주세요.',
  'nobody_to_send.left': '고른 고객이 모두 탈퇴했어요. 다른 고객을 골라 주세요.',
  'nobody_to_send.night':
    '밤 9시부터 아침 8시까지는 야간 수신에 따로 동의한 고객에게만 광고를 보낼 수 있어요. 아침 8시 뒤에 다시 보내 주세요.',
  'not_a_picture.broken': '사진이 깨져 있어서 읽을 수 없어요. 다른 이름으로 다시 저장해서 올려 주세요.',
  'not_a_picture.heic': '아이폰의 HEIC 사진은 읽을 수 없어요. 사진 앱에서 JPEG로 내보내서 올려 주세요.',
  'not_a_picture.moving': '움직이는 사진이에요. 멈춘 사진으로 올려 주세요.',
  'not_a_picture.too_large': '사진이 너무 커요. 6천만 화소(예: 가로 9,000px, 세로 6,600px)보다 작게 줄여서 올려 주세요.',
  'not_a_picture.too_long': '사진이 너무 길쭉해요. 긴 쪽이 짧은 쪽의 네 배를 넘지 않게 잘라서 올려 주세요.',
  'not_a_picture.too_small': ({ least }: { least: number }) => `사진이 너무 작아요. 가로가 ${least}px 이상인 사진으로 올려 주세요.`,
  'not_a_picture.unknown': '사진 파일이 아니에요. JPEG, PNG, WebP, AVIF 가운데 하나로 올려 주세요.',
  'not_cancellable.ended': '이미 끝난 주문이라 취소할 수 없어요. 주문 상세에서 상태를 확인해 주세요.',
  'not_cancellable.lines': '결제를 마치고 아직 보내지 않은 주문의 상품만 취소할 수 있어요. 주문 상태를 확인해 주세요.',
  'not_cancellable.promotion': '공개 중이고 아직 정산하지 않은 프로모션만 취소할 수 있어요. 주문을 하나씩 취소해 주세요.',
  'not_cancellable.sent': '이미 발송한 주문은 취소할 수 없어요. 받은 뒤 7일 안에 반품을 신청해 주세요.',
  not_closed: '아직 팔고 있어요. 먼저 조기 마감을 하거나 마감을 기다려 주세요.',
  not_dead: '보내지 못한 메시지만 다시 보낼 수 있어요. 목록을 새로 고쳐 주세요.',
  not_draft: '이미 공개한 프로모션이에요. 목록에서 상태를 확인해 주세요.',
  not_found: '찾을 수 없어요. 주소를 확인하거나 목록에서 다시 골라 주세요.',
  'not_found.action': '이 화면에서 보낼 것이 없어요.',
  not_manual: '사람이 이어 갈 환불이 아니에요. 목록을 새로 고쳐 주세요.',
  not_open_yet: '아직 열리지 않은 프로모션이에요. 내리려면 프로모션 취소를 눌러 주세요.',
  'not_published.closing': '공개 중인 프로모션만 마감을 바꿀 수 있어요. 목록에서 상태를 확인해 주세요.',
  'not_published.settle': '공개 중인 프로모션만 정산할 수 있어요. 이미 끝났는지 상태를 확인해 주세요.',
  not_released: ({ number }: { number: string }) =>
    `주문 ${number}의 프로모션이 아직 정산되지 않았어요. 정산이 끝나 최종 가격이 정해진 뒤에 준비해 주세요.`,
  'not_returnable.ended': '이미 끝난 주문이라 반품을 신청할 수 없어요. 주문 상세에서 상태를 확인해 주세요.',
  'not_returnable.too_late': '받은 지 7일이 지나 반품을 신청할 수 없어요. 상품에 문제가 있으면 고객센터로 연락해 주세요.',
  'not_returnable.unsent': '아직 보내지 않은 주문이에요. 반품 대신 주문을 취소해 주세요.',
  not_signed_in: '로그인이 필요해요. 로그인하고 다시 해 주세요.',
  not_uploaded: '사진이 도착하지 않았어요. 인터넷 연결을 확인하고 다시 올려 주세요.',
  order_pending: '아직 결제하지 않은 주문이 있어요. 주문 내역에서 결제하거나 취소한 뒤 다시 주문해 주세요.',
  orders_live: '진행 중인 주문이 있어요. 주문을 취소하거나 배송이 끝난 뒤에 탈퇴해 주세요.',
  'orders_live.money': '돌려드릴 돈이 남아 있어요. 주문 내역에서 환불이 끝난 것을 확인한 뒤에 탈퇴해 주세요.',
  other_amount: ({ amount }: { amount: number }) =>
    `적은 금액이 환불할 금액과 달라요. 이 환불은 ${won(amount)}이에요. 확인하고 다시 적어 주세요.`,
  other_origin: '다른 사이트에서 보낸 요청이에요. MNG샵 화면에서 다시 해 주세요.',
  overlap: ({ product, promotion, more }: { product: string; promotion: string; more: number }) => {
    const others = more > 0 ? ` 이 밖에 ${more}건이 더 겹쳐요.` : '';
    return `“${product}”을(를) 프로모션 “${promotion}”에서 같은 대학교에 이미 팔고 있어요.${others} 상품이나 대학교를 바꾸거나 그 프로모션이 끝난 뒤에 공개해 주세요.`;
  },
  owner_exists: '로그인할 수 있는 대표가 이미 있어요. 다른 관리자는 그 사람이 관리자 화면에서 초대해요.',
  passkey_known: '이미 등록된 패스키예요. 다른 기기나 보안 키로 추가해 주세요.',
  passkey_refused: '패스키를 확인하지 못했어요. 이 화면에서 처음부터 다시 추가해 주세요.',
  passkeys_full: ({ most }: { most: number }) => `패스키는 ${most}개까지 둘 수 있어요. 쓰지 않는 것을 지우고 다시 추가해 주세요.`,
  password_needed: '본인인지 확인할게요. 비밀번호를 입력하고 다시 해 주세요.',
  phone_needed: '처음 주문할 때 한 번, 휴대전화를 인증해 주세요. 문자로 보내 드리는 여섯 자리면 돼요.',
  pictures_unavailable: '사진 보관소가 답하지 않아요. 잠시 뒤에 다시 올려 주세요.',
  price_changed: '가격이 바뀌었어요. 새 가격을 확인하고 다시 주문해 주세요.',
  product_offered: ({ title }: { title: string }) => `프로모션 “${title}”에서 팔고 있어요. 그 프로모션의 정산이 끝난 뒤에 보관해 주세요.`,
  promotion_cancelled: '취소한 프로모션은 고칠 수 없어요. 새로 만들어 주세요.',
  promotion_closed: '지금은 주문을 받지 않는 프로모션이에요. 판매 기간을 확인해 주세요.',
  'promotion_closed.closing': '이미 마감해서 바꿀 수 없어요. 곧 정산해요. 더 팔려면 복사해서 새로 열어 주세요.',
  'receipt_refused.goes_back':
    '이 결제는 주문에 쓰지 못했어요. 나간 돈은 전액 돌려드려요. 주문 상태를 확인하고 필요하면 다시 결제해 주세요.',
  'receipt_refused.lapsed': '승인되지 않은 결제예요. 돈은 나가지 않았어요. 다시 결제해 주세요.',
  'receipt_refused.method': '이 결제 수단으로는 살 수 없어요. 카드나 간편결제로 다시 결제해 주세요.',
  'receipt_refused.not_captured': '결제가 승인되지 않았어요. 돈은 나가지 않았어요. 다른 카드로 다시 결제해 주세요.',
  'receipt_refused.not_payable': '이 결제로는 주문을 마칠 수 없어요. 주문 상태를 확인하고 필요하면 다시 주문해 주세요.',
  'receipt_refused.other_currency': '원화로 결제해 주세요. 이번 결제는 승인하지 않았어요.',
  'receipt_refused.other_environment': '이 상점에서 쓸 수 없는 결제예요. 다시 결제해 주세요.',
  'receipt_refused.other_order': '이 주문의 결제가 아니에요. 이 주문은 다시 결제해 주세요.',
  'receipt_refused.other_price': '결제한 금액이 주문 금액과 달라요. 결제는 승인하지 않았어요. 다시 결제해 주세요.',
  'receipt_refused.unknown': '결제 정보를 찾을 수 없어요. 결제를 다시 시작해 주세요.',
  'receipt_refused.used': '다른 주문에 쓴 결제예요. 이 주문은 다시 결제해 주세요.',
  'receipt_refused.virtual_account': '가상계좌로는 아직 살 수 없어요. 카드나 간편결제로 다시 결제해 주세요.',
  receivers_changed: ({ shown, now }: { shown: number; now: number }) =>
    `그 사이 받는 사람이 ${people(shown)}에서 ${people(now)}으로 바뀌어서 보내지 않았어요. 확인하고 다시 보내 주세요.`,
  recipient_fixed: '상품을 준비하기 시작해서 받는 곳을 바꿀 수 없어요. 고객센터로 연락해 주세요.',
  second_factor_missing: '2단계 인증을 등록해야 로그인할 수 있어요. 대표에게 등록 링크를 요청해 주세요.',
  sold_out: ({ name, left }: { name: string; left: number }) =>
    left > 0
      ? `고른 ‘${name}’ 옵션은 지금 ${left}개 남았어요. 수량을 줄이거나 다른 옵션을 골라 주세요.`
      : `고른 ‘${name}’ 옵션이 다 팔렸어요. 다른 옵션을 골라 주세요.`,
  stock_reserved: ({ onHand, reserved, free }: { onHand: number; reserved: number; free: number }) =>
    `재고 ${onHand}개 가운데 ${reserved}개는 이미 주문됐어요. ${free}개까지만 뺄 수 있어요.`,
  'stock_reserved.set': ({ reserved }: { reserved: number }) =>
    `이미 주문이 ${reserved}개를 잡고 있어요. 재고를 ${reserved}개 이상으로 적어 주세요.`,
  stock_too_much: ({ most }: { most: number }) => `재고는 ${count(most)}개까지 둘 수 있어요. 수량을 확인해 주세요.`,
  'too_large.body': '보낸 내용이 너무 커요. 줄여서 다시 보내 주세요.',
  'too_large.picture': '파일이 10MB보다 커요. 사진 크기를 줄여서 올려 주세요.',
  too_many_requests: ({ minutes }: { minutes: number }) => `잠시 쉬었다가 ${minutes}분 뒤에 다시 해 주세요.`,
  tracking_used: ({ trackingNumber, orders }: { trackingNumber: string; orders: string }) =>
    `송장 번호 ${trackingNumber}은(는) 이미 주문 ${orders}에 쓰였어요. 번호를 다시 확인하고, 한 상자에 함께 보내면 그대로 발송해 주세요.`,
  transfer_under_way: '이미 알려 주신 계좌로 보내고 있어요. 계좌가 잘못됐다면 고객센터에 바로 알려 주세요.',
  'unsupported_media_type.charset': 'UTF-8 JSON으로 보내 주세요.',
  'unsupported_media_type.json': 'JSON으로 보내 주세요. Content-Type은 application/json이에요.',
  'wrong_code.enrol': '인증 번호가 맞지 않아요. 앱에 새로 보이는 번호를 적어 주세요.',
  'wrong_code.spent': '인증번호를 더 쓸 수 없어요. 새로 받아 주세요.',
  'wrong_code.staff': '인증 번호가 맞지 않거나 이미 쓴 번호예요. 앱에 새로 보이는 번호를 적어 주세요.',
  'wrong_code.tries': ({ left }: { left: number }) => `인증번호가 달라요. ${left}번 더 시도할 수 있어요.`,
  'wrong_credentials.current': '지금 비밀번호가 맞지 않아요. 다시 확인해 주세요.',
  'wrong_credentials.customer': '이메일이나 비밀번호가 맞지 않아요. 다시 확인해 주세요.',
  'wrong_credentials.password': '비밀번호가 맞지 않아요. 다시 확인해 주세요.',
  'wrong_credentials.staff': '이메일이나 비밀번호가 맞지 않아요. 열 번 잇달아 틀리면 15분 동안 로그인할 수 없어요.',
  wrong_passkey: '이 패스키로는 로그인할 수 없어요. 비밀번호로 로그인하거나, 대표에게 재설정 링크를 요청해 주세요.',
  wrong_state: ({ number, state, to }: { number: string; state: OrderState; to: OrderState }) =>
    `주문 ${number}은(는) 지금 ‘${ORDER_STATE_LABELS[state]}’ 상태라 ‘${ORDER_STATE_LABELS[to]}’(으)로 바꿀 수 없어요.`,
} as const satisfies Sentences;
