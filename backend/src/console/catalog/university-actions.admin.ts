import { z } from 'zod';
import { openedVersion, parseInput, recordNumber } from '../kit/action-input.js';
import type { ActionSpec, FormField } from '../kit/resource-spec.js';
import { emptyLine } from '../../contract/common.js';
import { readUniversityForm } from '../../catalog/read-universities.js';
import { saveUniversity } from '../../catalog/save-university.js';

const UNIVERSITY_FIELDS: readonly FormField[] = [
  { name: 'name', label: '이름', kind: 'text', required: true, maxLength: 80 },
  { name: 'nameEn', label: '영어 이름', kind: 'text', required: true, maxLength: 120 },
  {
    name: 'slug',
    label: '주소 이름',
    kind: 'text',
    required: true,
    maxLength: 80,
    help: '영어 소문자, 숫자, 하이픈. 만든 뒤에는 바꿀 수 없어요.',
  },
  { name: 'region', label: '지역', kind: 'text', required: true, maxLength: 20 },
  {
    name: 'mailDomains',
    label: '메일 도메인',
    kind: 'lines',
    help: '한 줄에 하나씩. 가입할 때 대학교를 찾기 쉽게 할 뿐, 재학을 증명하지 않아요.',
  },
  { name: 'active', label: '가입할 수 있음', kind: 'check' },
];
const UniversityForm = z.object({
  name: emptyLine(80),
  nameEn: emptyLine(120),
  slug: emptyLine(80),
  region: emptyLine(20),
  mailDomains: z.array(emptyLine(120)).max(20),
  active: z.boolean(),
});
const universityForm = (question: string) =>
  ({ component: 'ActionForm', custom: { form: { question, fields: UNIVERSITY_FIELDS, submit: '저장' } } }) as const;

const createUniversity: ActionSpec = {
  kind: 'resource',
  label: '대학교 추가',
  icon: 'Plus',
  needs: 'write',
  ...universityForm('가입 화면에서 고를 수 있는 대학교를 추가해요.'),
  load: async () => ({ active: true, mailDomains: [] }),
  run: async ({ ctx }, _ids, input) => {
    const { id } = await saveUniversity(ctx, parseInput(UniversityForm, input, '빈 칸을 채워 주세요.'));
    return { message: '대학교를 추가했어요.', go: `/admin/resources/University/records/${id}/show` };
  },
};

const editUniversity: ActionSpec = {
  kind: 'record',
  label: '수정',
  icon: 'Edit',
  needs: 'write',
  ...universityForm('이름이 바뀌면 그 대학교 학생의 모든 화면에서 바뀌어요.'),
  load: ({ ctx }, ids) => readUniversityForm(ctx, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    await saveUniversity(ctx, {
      ...parseInput(UniversityForm.extend({ version: openedVersion }), input, '빈 칸을 채워 주세요.'),
      id: recordNumber(ids),
    });
    return { message: '대학교를 저장했어요.' };
  },
};

/** What staff do with a university, each by its verb. */
export const universityActions = { new: createUniversity, edit: editUniversity } as const;
