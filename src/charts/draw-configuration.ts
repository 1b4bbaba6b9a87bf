import {
  BarController,
  BarElement,
  BasicPlatform,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from 'chart.js';
import { SvgContext } from './svg-context.ts';

Chart.register(
  BarController,
  BarElement,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
);

/** Lets Chart.js draw a configuration once, and returns SVG elements without a root. */
export function drawConfiguration(
  configuration: ChartConfiguration,
  { width, height }: { width: number; height: number },
): string {
  const context = new SvgContext(width, height);
  const drawn = new Chart(context as unknown as CanvasRenderingContext2D, {
    ...configuration,
    platform: BasicPlatform,
  });
  const body = context.toSvg();
  drawn.destroy();
  return body;
}
