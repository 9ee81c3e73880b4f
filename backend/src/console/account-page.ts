import type { OwnAccess } from '../staff/read-own-access.js';
import { STAFF_SIGN_IN_LABELS } from '../words/ko.js';
import { koreanTime } from '../words/rules/wording.js';
import { escapeHtml, plainPage } from './plain-page.js';

/** What the page says above everything else. */
export interface Told {
  done?: string;
  error?: string;
}

/** One's own account: devices, password, passkeys, codes on paper. Works without a script; a passkey alone needs one. */
export const accountPage = (own: OwnAccess, sessionId: string, { done, error }: Told): string =>
  plainPage(
    '내 계정',
    `<h1>내 계정</h1>
<p>${escapeHtml(own.name)} 님 · ${escapeHtml(own.email)}</p>
${done ? `<p role="status" class="done">${escapeHtml(done)}</p>` : ''}
${error ? `<p role="alert" id="error">${escapeHtml(error)}</p>` : ''}
<h2>로그인한 기기</h2>
<ul>
${own.devices.map((device) => deviceItem(device, device.id === sessionId)).join('\n')}
</ul>
${own.devices.length > 1 ? `<form method="post" action="/admin/account/sessions/end"><input type="hidden" name="which" value="others"><button type="submit" class="second">다른 기기에서 모두 로그아웃</button></form>` : ''}
<h2>패스키</h2>
<p>지문, 얼굴, 기기 비밀번호로 로그인해요. 비밀번호와 인증 번호를 적지 않아도 되고, 가짜 사이트에는 통하지 않아요.</p>
${own.passkeys.length === 0 ? '' : `<ul>\n${own.passkeys.map(passkeyItem).join('\n')}\n</ul>`}
<form id="add-passkey" hidden>
<label for="passkey-name">패스키 이름</label>
<input id="passkey-name" name="name" maxlength="100" placeholder="예: 사무실 노트북" autocomplete="off">
<label for="passkey-password">지금 비밀번호</label>
<input id="passkey-password" name="current" type="password" autocomplete="current-password" required maxlength="200">
<p role="alert" id="passkey-error" hidden></p>
<button type="submit" class="second">패스키 추가하기</button>
</form>
<p id="no-passkeys">이 브라우저에서는 패스키를 추가할 수 없어요.</p>
<h2>복구 코드</h2>
<p>휴대폰을 잃어버렸을 때 인증 번호 대신 한 번씩 쓰는 코드예요. ${own.recoveryCodesLeft === 0 ? '아직 없어요.' : `${own.recoveryCodesLeft}개 남았어요. 새로 만들면 전의 것은 쓸 수 없어요.`}</p>
<form method="post" action="/admin/account/recovery-codes">
<label for="codes-password">지금 비밀번호</label>
<input id="codes-password" name="current" type="password" autocomplete="current-password" required maxlength="200">
<button type="submit" class="second">복구 코드 만들기</button>
</form>
<h2>비밀번호</h2>
<form method="post" action="/admin/account/password">
<input type="email" name="email" autocomplete="username" value="${escapeHtml(own.email)}" readonly hidden>
<label for="current">지금 비밀번호</label>
<input id="current" name="current" type="password" autocomplete="current-password" required maxlength="200">
<label for="password">새 비밀번호</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="200" aria-describedby="password-help">
<p class="help" id="password-help">12자 이상이에요. 바꾸면 다른 기기에서 로그아웃해요.</p>
<label for="again">새 비밀번호 한 번 더</label>
<input id="again" name="again" type="password" autocomplete="new-password" required minlength="12" maxlength="200">
<button type="submit" class="second">비밀번호 바꾸기</button>
</form>
<p class="back"><a href="/admin">관리자 화면으로 돌아가기</a></p>
<script src="/admin/passkeys.js" defer></script>`,
  );

const deviceItem = ({ id, name, address, method, createdAt }: OwnAccess['devices'][number], isThis: boolean) =>
  `<li><span><b>${escapeHtml(name || '알 수 없는 기기')}</b>${isThis ? ' <em>이 기기</em>' : ''}<br>
<small>${koreanTime(createdAt)} · ${STAFF_SIGN_IN_LABELS[method]}${address ? ` · ${escapeHtml(address)}` : ''}</small></span>
${isThis ? '' : `<form method="post" action="/admin/account/sessions/end"><input type="hidden" name="which" value="${id}"><button type="submit" class="small" aria-label="${escapeHtml(name || '알 수 없는 기기')}에서 로그아웃">로그아웃</button></form>`}</li>`;

const passkeyItem = ({ id, name, createdAt, lastUsedAt }: OwnAccess['passkeys'][number]) =>
  `<li><span><b>${escapeHtml(name)}</b><br>
<small>${koreanTime(createdAt)} 추가 · ${lastUsedAt ? `${koreanTime(lastUsedAt)} 사용` : '아직 쓰지 않았어요'}</small></span>
<form method="post" action="/admin/account/passkeys/${id}/remove"><button type="submit" class="small" aria-label="패스키 ${escapeHtml(name)} 지우기">지우기</button></form></li>`;

/** Shown once: neither the address nor the database holds them. */
export const recoveryCodesPage = ({ codes }: { codes: readonly string[] }): string =>
  plainPage(
    '복구 코드',
    `<h1>복구 코드</h1>
<p>지금만 볼 수 있어요. 적어서 안전한 곳에 두세요. 로그인할 때 인증 번호 자리에 하나씩, 한 번만 쓸 수 있어요.</p>
<ol class="codes">
${codes.map((code) => `<li><code>${code}</code></li>`).join('\n')}
</ol>
<p class="back"><a href="/admin/account">적어 두었어요</a></p>`,
  );
