import type { OpenLink } from '../staff/read-staff-link.js';
import { totpUri } from '../staff/totp.js';
import { ROLE_LABELS } from '../words/ko.js';
import { escapeHtml, plainPage } from './plain-page.js';

interface StaffLinkPage {
  link: OpenLink;
  /** The path that the form is sent to: this page's own. */
  action: string;
  codeRequired: boolean;
  error?: string;
}

/** Where an invited or reset member of staff sets password and second factor: plain HTML, works without a script. */
export const staffLinkPage = ({ link, action, codeRequired, error }: StaffLinkPage): string =>
  plainPage(
    link.purpose === 'invite' ? '관리자 초대' : '비밀번호 재설정',
    `<h1>${link.purpose === 'invite' ? '관리자로 초대받았어요' : '비밀번호를 다시 정해요'}</h1>
<p>${escapeHtml(link.staff.name)} 님 · ${escapeHtml(link.staff.email)} · ${ROLE_LABELS[link.staff.role]}</p>
${error ? `<p role="alert" id="error">${escapeHtml(error)}</p>` : ''}
<form method="post" action="${escapeHtml(action)}">
<input type="email" name="email" autocomplete="username" value="${escapeHtml(link.staff.email)}" readonly hidden>
<label for="password">새 비밀번호</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="200" aria-describedby="password-help"${error ? '' : ' autofocus'}>
<p class="help" id="password-help">12자 이상이에요. 다른 곳에서 쓰지 않는 것으로 정해 주세요.</p>
<label for="again">새 비밀번호 한 번 더</label>
<input id="again" name="again" type="password" autocomplete="new-password" required minlength="12" maxlength="200">
<label for="secret">인증 앱에 넣을 키</label>
<textarea id="secret" readonly rows="2" aria-describedby="secret-help">${grouped(link.totpSecret)}</textarea>
<p class="help" id="secret-help">휴대폰의 인증 앱(Google Authenticator, 1Password 등)에서 ‘설정 키 입력’을 골라 넣어 주세요. 시간 기준, 6자리예요.
<a href="${escapeHtml(totpUri(link.totpSecret, link.staff.email))}">이 기기의 인증 앱에서 열기</a></p>
<label for="code">앱에 보이는 숫자 6자리</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12"${codeRequired ? ' required' : ' aria-describedby="code-help"'}>
${codeRequired ? '' : '<p class="help" id="code-help">비워 두면 2단계 인증 없이 시작해요. 실제 서비스에서는 꼭 등록해야 해요.</p>'}
<button type="submit">저장하기</button>
</form>`,
  );

export const staffLinkTakenPage = (): string =>
  plainPage(
    '저장했어요',
    '<h1>저장했어요</h1>\n<p>이제 새 비밀번호로 로그인해 주세요. 이 링크는 다시 쓸 수 없어요.</p>\n<a href="/admin/login">로그인하기</a>',
  );

const grouped = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');
