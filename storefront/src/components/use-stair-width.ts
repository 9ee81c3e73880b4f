import { useEffect, useState } from 'react';

interface Stair {
  isPhone: boolean;
  input: { width: number; hMax: number; hMin: number };
}

const DESKTOP: Stair = { isPhone: false, input: { width: 424, hMax: 164, hMin: 62 } };
const SIDES = 40;

/** The product page's staircase in the pixels it will stand in, so that its figures keep their size. */
export function useStairWidth(): Stair {
  const [stair, setStair] = useState(measure);
  useEffect(() => {
    const onResize = () => setStair(measure());
    addEventListener('resize', onResize);
    return () => removeEventListener('resize', onResize);
  }, []);
  return stair;
}

function measure(): Stair {
  if (innerWidth >= 1024) return DESKTOP;
  const width = Math.min(500, Math.max(240, document.documentElement.clientWidth - SIDES));
  return { isPhone: true, input: { width, hMax: 150, hMin: 58 } };
}
