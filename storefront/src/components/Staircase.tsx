import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { staircase } from '../lib/staircase/staircase';
import type { Staircase as Drawn, StaircaseInput } from '../lib/staircase/shape';
import { spoken } from '../lib/staircase/words';
import { useUid } from './use-uid';

type Props = Omit<StaircaseInput, 'hMax' | 'hMin'> & { hMax?: number; hMin?: number };

const HEIGHTS = { large: { hMax: 136, hMin: 54 }, small: { hMax: 42, hMin: 12 } };

/** The price staircase: what has been sold, where we stand and where it lands next, as a picture with a sentence for its name. */
export default function Staircase({ hMax, hMin, ...told }: Props) {
  const heights = HEIGHTS[told.size];
  const drawn = staircase({ ...told, hMax: hMax ?? heights.hMax, hMin: hMin ?? heights.hMin });
  const { viewBox: box, height } = drawn;
  const id = useUid();
  const motion = useMotion(drawn);
  const size = told.size === 'small' ? { width: box.width, height: box.height } : {};
  return (
    <svg
      className={`stair ${told.size} ${told.state === 'open' ? '' : told.state} ${motion.className}`}
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      role="img"
      aria-label={spoken(told)}
      style={motion.style}
      {...size}
    >
      <clipPath id={`${id}s`}>
        <path d={drawn.outline} />
      </clipPath>
      <g clipPath={`url(#${id}s)`}>
        <rect className="rest" width={box.width} height={height} />
        <rect className="fill fill-to" width={drawn.filled} height={height} />
        {drawn.seams.map((seam) => (
          <path key={seam} className="seam" d={seam} />
        ))}
        {drawn.edge && <path className="edge" d={drawn.edge} />}
      </g>
      {told.size === 'large' && <Labels drawn={drawn} id={id} isHit={drawn.flag?.isHit === true} />}
      {drawn.flag && (
        <g className={drawn.flag.isHit && told.state !== 'missed' ? 'flag hit' : 'flag'}>
          <path className="pole" d={drawn.flag.pole} />
          <path className="pennant" d={drawn.flag.pennant} />
        </g>
      )}
      {drawn.hop && <path className="hop" d={drawn.hop} />}
      {drawn.ring && <Ring ring={drawn.ring} size={told.size} />}
      <Ball ball={drawn.ball} size={told.size} isSettled={told.state === 'settled'} />
    </svg>
  );
}

/** Prices twice, clipped where the fill ends: each half has the ink that its ground needs. */
function Labels({ drawn, id, isHit }: { drawn: Drawn; id: string; isHit: boolean }) {
  const { filled, height, viewBox } = drawn;
  const prices = drawn.steps.map((step) => (
    <text key={step.x} className={step.isNow ? 'p now' : 'p'} x={step.x + step.width / 2} y={step.y + 26} textAnchor="middle">
      {step.price}
      {step.won && (
        <tspan className="won" dx="1">
          원
        </tspan>
      )}
    </text>
  ));
  return (
    <>
      <clipPath id={`${id}f`}>
        <rect className="fill-to" width={filled} height={height} />
      </clipPath>
      <clipPath id={`${id}r`}>
        <rect className="fill-to rest-to" x={filled} width={viewBox.width} height={height} />
      </clipPath>
      <g className="on-fill" clipPath={`url(#${id}f)`}>
        {prices}
      </g>
      <g className="on-rest" clipPath={`url(#${id}r)`}>
        {prices}
      </g>
      {drawn.steps.map((step) => (
        <text
          key={step.x}
          className={`axis${step.isGoal ? ' goal' : ''}${step.isGoal && isHit ? ' hit' : ''}`}
          x={step.x + step.width / 2}
          y={drawn.base + 20}
          textAnchor="middle"
        >
          {step.axis}
        </text>
      ))}
    </>
  );
}

function Ring({ ring, size }: { ring: NonNullable<Drawn['ring']>; size: StaircaseInput['size'] }) {
  if (size === 'small') return <circle className="ghost" cx={ring.x} cy={ring.y} r="3.75" />;
  return (
    <>
      {ring.isPill ? (
        <rect className="ghost" x={ring.x - 19.25} y={ring.y - 13.25} width="38.5" height="26.5" rx="13.25" />
      ) : (
        <circle className="ghost" cx={ring.x} cy={ring.y} r="13.25" />
      )}
      <text className="ghost-text" x={ring.x} y={ring.y + 4.5} textAnchor="middle">
        {ring.text}
      </text>
    </>
  );
}

function Ball({ ball, size, isSettled }: { ball: Drawn['ball']; size: StaircaseInput['size']; isSettled: boolean }) {
  const isLarge = size === 'large';
  const tick = isLarge ? 'M-5.5 .5l4 4 7.5-8' : 'M-2.2 .2l1.6 1.6 3-3.2';
  return (
    <g className="ball" style={{ transform: `translate(${ball.x}px,${ball.y}px)` }}>
      {ball.isPill && !isSettled ? <rect x="-20" y="-14" width="40" height="28" rx="14" /> : <circle r={isLarge ? 14 : 5.5} />}
      {isSettled && <path className="tick" d={tick} />}
      {isLarge && !isSettled && (
        <text textAnchor="middle" y="4.5">
          {ball.text}
        </text>
      )}
    </g>
  );
}

const MOTION_MS = 700;

/** Knows where the ball stood before: a rise within a step glides, past an edge it drops. Nothing on load. */
function useMotion(drawn: Drawn): { className: string; style: CSSProperties } {
  const { x, y, tier } = drawn.ball;
  const edge = (drawn.steps[tier]?.x ?? 0) + 14;
  const before = useRef({ x, y, tier });
  const [motion, setMotion] = useState<{ className: string; style: CSSProperties }>({ className: '', style: {} });
  useEffect(() => {
    const from = before.current;
    before.current = { x, y, tier };
    if (from.x === x && from.y === y) return undefined;
    const lengths = { '--from-x': `${from.x}px`, '--from-y': `${from.y}px`, '--edge-x': `${edge}px` };
    setMotion({ className: tier > from.tier ? 'moves drops' : 'moves', style: lengths as CSSProperties });
    const timer = setTimeout(() => setMotion({ className: '', style: {} }), MOTION_MS);
    return () => clearTimeout(timer);
  }, [x, y, tier, edge]);
  return motion;
}
