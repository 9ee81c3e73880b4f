import clock from 'lucide-static/icons/clock.svg?shapes';
import Icon from '../../components/ui/Icon';
import { useClock } from '../../components/use-clock';
import { until } from '../../lib/words/format';
import { serverNow } from '../../lib/browser/server-clock';

export default function TimeLeft({ closesAt, onEnd }: { closesAt: string; onEnd: () => void }) {
  const left = useClock(closesAt, onEnd);
  const [date, time] = until(closesAt, serverNow()).split(/ (?=오전|오후)/);
  return (
    <section className="pad mt5 phone-only" aria-label="남은 시간">
      <div className="note middle">
        <Icon shapes={clock} />
        <div className="count grow">
          <span className="small soft tight">
            {date}
            <br />
            {time}
          </span>
          <span className="clock" role="timer" aria-label={`마감까지 ${left.spoken}`}>
            {left.days > 0 && (
              <>
                {left.days}
                <small>일</small>
              </>
            )}
            {left.clock}
          </span>
        </div>
      </div>
    </section>
  );
}
