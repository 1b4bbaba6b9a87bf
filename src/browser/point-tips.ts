import type { Chart } from '#charts/chart.ts';
import { type DrawnPoint, drawnPoints, nearestPoint } from './chart-points.ts';

const reachPx = 28;

/**
 * Shows a point's value and interval beside it, for pointer, touch and arrow keys. The drawing itself
 * is left as it is. Returns what is to be called with each new chart.
 */
export function pointTips(
  drawings: HTMLElement,
  words: { interval: string; points: string },
): (chart: Chart) => void {
  const tip = document.createElement('p');
  tip.className = 'tip';
  tip.setAttribute('role', 'status');
  const mark = document.createElement('span');
  mark.className = 'tip-mark';
  let points: Record<360 | 720, DrawnPoint[]> = { 360: [], 720: [] };
  let walked = -1;

  const shown = () => {
    const svg = [...drawings.querySelectorAll('svg')].find((each) => each.clientWidth > 0);
    return { svg, width: svg?.classList.contains('chart-360') ? 360 : 720 } as const;
  };
  const hide = () => {
    tip.remove();
    mark.remove();
    walked = -1;
  };
  const show = (point: DrawnPoint) => {
    const { svg, width } = shown();
    if (svg === undefined) return;
    const scale = svg.clientWidth / width;
    const [box, own] = [svg.getBoundingClientRect(), drawings.getBoundingClientRect()];
    const left = point.x * scale + box.left - own.left;
    const top = point.y * scale + box.top - own.top;
    tip.textContent = point.text;
    drawings.append(mark, tip);
    mark.style.left = `${left}px`;
    mark.style.top = `${top}px`;
    tip.style.left = `${Math.max(0, Math.min(left + 12, own.width - tip.offsetWidth))}px`;
    tip.style.top = `${Math.max(0, top - tip.offsetHeight - 10)}px`;
  };

  drawings.addEventListener('pointermove', (event) => {
    const { svg, width } = shown();
    if (svg === undefined) return;
    const box = svg.getBoundingClientRect();
    const scale = box.width / width;
    const at = { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
    const nearest = nearestPoint(points[width], at, reachPx / scale);
    if (nearest) show(nearest);
    else hide();
  });
  drawings.addEventListener('pointerleave', hide);
  drawings.addEventListener('blur', hide);
  drawings.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const own = points[shown().width];
    if (event.key === 'Escape') hide();
    if (step === undefined || own.length === 0) return;
    event.preventDefault();
    walked = (walked + step + own.length) % own.length;
    const next = own[walked];
    if (next) show(next);
  });

  return (chart) => {
    hide();
    points = {
      360: drawnPoints(chart, 360, words.interval),
      720: drawnPoints(chart, 720, words.interval),
    };
    if (points[720].length === 0) return;
    drawings.tabIndex = 0;
    drawings.setAttribute('role', 'group');
    drawings.setAttribute('aria-label', words.points);
  };
}
