import { escapeHtml, plainPage } from './plain-page.js';

interface Login {
  /** What stood in the field when it was refused. */
  email?: string;
  error?: string;
  /** Where to go afterwards, checked by the caller. */
  next: string;
}

/** The sign-in page: plain HTML, works without a script, which only offers passkeys. The second factor is asked for on the same page. */
export const loginPage = ({ email = '', error, next }: Login): string =>
  plainPage(
    '로그인',
    `<h1>로그인</h1>
<p>관리자 계정으로 들어와 주세요.</p>
${error ? `<p role="alert" id="error">${escapeHtml(error)}</p>` : ''}
<form method="post" action="/admin/login">
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label for="email">이메일</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${escapeHtml(email)}"${error ? ' aria-describedby="error"' : ' autofocus'}>
<label for="password">비밀번호</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200"${error ? ' autofocus' : ''}>
<label for="code">인증 번호</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" maxlength="30" aria-describedby="code-help">
<p class="help" id="code-help">2단계 인증을 등록했을 때만 앱에 보이는 여섯 자리를 적어 주세요. 휴대폰이 없으면 복구 코드를 적어 주세요.</p>
<button type="submit">로그인</button>
<button type="button" id="passkey" class="second" hidden>패스키로 들어가기</button>
<p role="alert" id="passkey-error" hidden></p>
</form>
<script src="/admin/passkeys.js" defer></script>`,
  );
