import type { SeedAddress, SeedCustomer, SeedStaff } from './types.js';

/** Everyone's, customers and staff. */
export const SEED_PASSWORD = 'mngshop-demo-2026';

export const staff: SeedStaff[] = [
  { email: 'owner@mngshop.test', name: '문가영', role: 'owner' },
  { email: 'manager@mngshop.test', name: '노지훈', role: 'manager' },
  { email: 'fulfilment@mngshop.test', name: '구태민', role: 'fulfilment' },
  { email: 'support@mngshop.test', name: '안서윤', role: 'support' },
  { email: 'viewer@mngshop.test', name: '배도현', role: 'viewer' },
];

/** Where the seeded customers study. Addresses are the universities' own: nobody's home. */
const CAMPUSES: { slug: string; students: number; postcode: string; address: string; hall: string }[] = [
  { slug: 'snu', students: 5, postcode: '08826', address: '서울특별시 관악구 관악로 1', hall: '관악학생생활관' },
  { slug: 'yonsei', students: 4, postcode: '03722', address: '서울특별시 서대문구 연세로 50', hall: '무악학사' },
  { slug: 'korea', students: 4, postcode: '02841', address: '서울특별시 성북구 안암로 145', hall: '안암학사' },
  { slug: 'kaist', students: 3, postcode: '34141', address: '대전광역시 유성구 대학로 291', hall: '생활관' },
  { slug: 'hanyang', students: 2, postcode: '04763', address: '서울특별시 성동구 왕십리로 222', hall: '학생생활관' },
  { slug: 'pusan', students: 2, postcode: '46241', address: '부산광역시 금정구 부산대학로63번길 2', hall: '웅비관' },
];
const BUYERS = 66;

const FAMILY = ['김', '이', '박', '최', '정', '강', '조', '윤', '장', '임', '한', '오', '서', '신', '권', '황', '송', '홍'];
const GIVEN = (
  '하늘 민서 지우 도윤 서연 준호 예린 시우 나은 현우 수아 건우 채원 유찬 다은 태윤 소율 재민 가온 은우 ' +
  '보람 한결 세아 주원 아린 동하 윤슬 정우 해인 찬영 라온 승현 이솔'
).split(' ');
const MEMOS = ['', '', '경비실에 맡겨 주세요.', '', '문 앞에 놓고 문자 주세요.', '', '', '무인 택배함에 넣어 주세요.'];

/** student1@ … student20@: to sign in with. Few have bought in open promotions: their limits are there to be used. */
export const students: SeedCustomer[] = CAMPUSES.flatMap((campus) => Array<string>(campus.students).fill(campus.slug)).map(
  (university, index) => customer(`student${index + 1}`, index, university, 1_001 + index),
);

/** buyer1@ … buyer66@: those whose purchases the staircases count. */
export const buyers: SeedCustomer[] = Array.from({ length: BUYERS }, (_, index) =>
  customer(`buyer${index + 1}`, index + 20, (CAMPUSES[index % CAMPUSES.length] as { slug: string }).slug, 2_001 + index),
);

export const customers: SeedCustomer[] = [...students, ...buyers];

/** A made-up name; the first 198 differ. */
export function nameOf(index: number): string {
  return `${FAMILY[(index * 5) % FAMILY.length]}${GIVEN[(index * 7) % GIVEN.length]}`;
}

function customer(account: string, index: number, university: string, number: number): SeedCustomer {
  return {
    email: `${account}@mngshop.test`,
    name: nameOf(index),
    phone: `0100000${number}`,
    university,
    address: addressAt(university, index),
    consents: { marketingSms: index % 2 === 0, nightSms: index % 8 === 0 },
    joinedInHours: -1_100 - (index % 40) * 6,
  };
}

function addressAt(university: string, index: number): SeedAddress {
  const campus = CAMPUSES.find(({ slug }) => slug === university);
  if (!campus) throw new Error(`No campus ${university}.`);
  return {
    postcode: campus.postcode,
    address1: campus.address,
    address2: `${campus.hall} ${1 + (index % 9)}동 ${1 + (index % 7)}${String(1 + ((index * 3) % 24)).padStart(2, '0')}호`,
    memo: MEMOS[index % MEMOS.length] as string,
  };
}
