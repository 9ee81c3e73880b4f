import business from '../../lib/words/business.json';

const A_YEAR = 365 * 86_400_000;

/** RFC 9116: whom to tell of a hole. It runs out a year after the release that wrote it. */
export const GET = () =>
  new Response(
    [
      `Contact: mailto:${business.email}`,
      `Expires: ${new Date(Date.now() + A_YEAR - 86_400_000).toISOString()}`,
      'Preferred-Languages: ko, en',
      '',
    ].join('\n'),
  );
