/** One small drawing an indicator, all on the same years: what moved, what stood still, and where nothing was known. */
import { when } from "../design/when.ts";
import { useWords } from "../frame/words.ts";
import { nameOf, rampOf, type Series } from "./factors.ts";
import styles from "./factors.module.css";
import { useFigure } from "./reading.tsx";

const WIDTH = 240, HEIGHT = 90, EDGE = 8, FOOT = 16;
const dayNumber = (iso: string) => Date.parse(iso) / 86_400_000;

export function SmallMultiples({ series }: { series: Series["series"] }) {
  const t = useWords();
  const write = useFigure();
  const days = series.flatMap(({ points }) => points.flatMap(({ from, to }) => [dayNumber(from), dayNumber(to)]));
  if (series.length === 0) return <p className="quiet">{t("factors.noSeries")}</p>;
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const x = (iso: string) => EDGE + ((dayNumber(iso) - first) / Math.max(1, last - first)) * (WIDTH - 2 * EDGE);
  const years = [new Date(first * 86_400_000).getUTCFullYear(), new Date(last * 86_400_000).getUTCFullYear()];
  return (
    <div className={styles.multiples}>
      {series.map(({ indicator, points }) => {
        const top = Math.max(indicator.unit === "share" ? 0 : 1e-9, ...points.flatMap(({ value, high }) => [value ?? 0, high ?? 0])) || 1;
        const y = (value: number) => HEIGHT - FOOT - (value / top) * (HEIGHT - FOOT - EDGE);
        const numbers = points.filter(({ value, low }) => value !== undefined || low !== undefined);
        const newest = numbers.filter(({ isProjection }) => !isProjection).at(-1);
        const middle = (point: (typeof points)[number]) => point.value ?? (point.low! + point.high!) / 2;
        return (
          <figure key={indicator.id} className={styles.multiple}>
            <figcaption>{nameOf(indicator)}</figcaption>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${nameOf(indicator)}: ${numbers.map((point) => `${when(point.from, point.to, "month")} ${write(middle(point), indicator.unit)}`).join("; ")}`}>
              <line x1={EDGE} x2={WIDTH - EDGE} y1={y(0)} y2={y(0)} stroke="var(--line-strong)" />
              {points.map((point) => {
                const [from, to] = [x(point.from), Math.max(x(point.from) + 3, x(point.to))];
                if (point.value === undefined && point.low === undefined) return <rect key={point.from + point.to} x={from} width={to - from} y={EDGE} height={HEIGHT - FOOT - EDGE} fill="none" stroke="var(--line-strong)" strokeDasharray="2 3" />;
                return (
                  <g key={point.from + point.to + String(point.isProjection)} opacity={point.isProjection ? 0.55 : 1}>
                    {point.low !== undefined && point.high !== undefined ? <rect x={from} width={to - from} y={y(point.high)} height={Math.max(1, y(point.low) - y(point.high))} fill={rampOf(indicator.side)[1]} /> : null}
                    <line x1={from} x2={to} y1={y(middle(point))} y2={y(middle(point))} stroke={rampOf(indicator.side)[4]} strokeWidth={3} strokeDasharray={point.isProjection ? "3 2" : undefined} />
                  </g>
                );
              })}
              <text x={EDGE} y={HEIGHT - 3} fontSize="10" fill="var(--mantine-color-dimmed)">{years[0]}</text>
              <text x={WIDTH - EDGE} y={HEIGHT - 3} fontSize="10" textAnchor="end" fill="var(--mantine-color-dimmed)">{years[1]}</text>
            </svg>
            {newest ? <p className="small" style={{ margin: "4px 0 0" }}><strong className="figures">{write(middle(newest), indicator.unit)}</strong> <span className="quiet">{when(newest.from, newest.to, "month")}</span></p> : null}
          </figure>
        );
      })}
    </div>
  );
}
