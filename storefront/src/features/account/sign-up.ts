import type { SignUpInput } from '@mngshop/backend/contract';
import { findByName } from '@mngshop/backend/rules/find-by-name';
import { api } from '../../lib/api/calls';
import { asApiError } from '../../lib/api/api-error';
import { combobox } from './combobox';
import { bindForm } from '../../lib/forms/bind-form';
import { phone, secret, text } from '../../lib/forms/read-fields';
import { safeNext } from '../../lib/browser/next-path';
import { signedIn } from '../../lib/api/session';
import { toast } from '../../lib/browser/toast';

const NOT_PICKED = '목록에서 학교를 골라 주세요.';

const form = document.querySelector<HTMLFormElement>('#sign-up');
const input = document.querySelector<HTMLInputElement>('#university');
const slug = document.querySelector<HTMLInputElement>('#university-slug');
const list = document.querySelector<HTMLElement>('#universities');

if (form && input && slug && list) {
  let universities: { slug: string; name: string }[] = [];
  input.setCustomValidity(NOT_PICKED);
  combobox(
    input,
    list,
    (typed) =>
      findByName(
        universities,
        typed,
        ({ name }) => name,
        ({ slug: known }) => known,
      ),
    (picked) => {
      slug.value = picked?.slug ?? '';
      input.setCustomValidity(picked ? '' : NOT_PICKED);
    },
  );
  const ask = () => {
    api.universities().then(
      (answer) => {
        universities = answer.universities;
        if (document.activeElement === input) input.dispatchEvent(new Event('input'));
      },
      (error: unknown) => {
        toast(`학교 목록을 불러오지 못했어요. ${asApiError(error).detail}`);
        // The way on: whoever comes back to the field asks again.
        input.addEventListener('focus', ask, { once: true });
      },
    );
  };
  ask();
  const next = safeNext(new URLSearchParams(location.search).get('next'));
  bindForm(
    form,
    (data) => api.signUp(read(data)),
    ({ customer }) => {
      signedIn(customer);
      location.replace(next);
    },
  );
}

function read(data: FormData): SignUpInput {
  const ticked = (name: string) => data.has(name);
  return {
    email: text(data, 'email'),
    password: secret(data, 'password'),
    name: text(data, 'name'),
    phone: phone(data, 'phone'),
    university: text(data, 'university'),
    consents: {
      // The contract takes `true` alone; the boxes are required, and the server says so again.
      terms: ticked('terms') as true,
      privacy: ticked('privacy') as true,
      age14: ticked('age14') as true,
      marketingSms: ticked('marketingSms'),
      nightSms: ticked('nightSms'),
    },
  };
}
