import type { ScaleOptionsByType } from 'chart.js';
import type { AxisScale } from './axis-scale.ts';
import { FONT_STACK } from './canvas-drawing.ts';
import { chartColor } from './chart-colors.ts';
import type { Box } from './clip-line.ts';

/** The Chart.js options of a resolved axis that takes `thickness` px of the drawing. */
export function axisOptions(
  axis: AxisScale,
  side: 'left' | 'bottom',
  thickness: number,
  tickSize: number,
): ScaleOptionsByType<'linear' | 'logarithmic'> {
  const texts = new Map(axis.labels.map(({ value, text }) => [value, text]));
  const options = {
    type: axis.scale === 'log' ? 'logarithmic' : 'linear',
    position: side,
    min: axis.min,
    max: axis.max,
    bounds: 'data',
    grid: { display: false, drawTicks: true, tickLength: side === 'bottom' ? 6 : 0 },
    border: { display: false },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      includeBounds: false,
      color: chartColor('muted'),
      font: { size: tickSize, family: FONT_STACK },
      padding: side === 'bottom' ? 3 : 8,
      callback: (value: number | string) => texts.get(Number(value)) ?? '',
    },
    afterBuildTicks(built: { ticks: { value: number }[] }) {
      built.ticks = axis.labels.map(({ value }) => ({ value }));
    },
    // The layout has already reserved the room, so the area stands where the labels expect it.
    afterFit(
      fitted: Record<
        'width' | 'height' | 'paddingLeft' | 'paddingRight' | 'paddingTop' | 'paddingBottom',
        number
      >,
    ) {
      if (side === 'left') fitted.width = thickness;
      else fitted.height = thickness;
      fitted.paddingLeft = fitted.paddingRight = fitted.paddingTop = fitted.paddingBottom = 0;
    },
  };
  return options as unknown as ScaleOptionsByType<'linear' | 'logarithmic'>;
}

/**
 * What every chart has: no animation, no events, and an area that the layout has placed; `left` is
 * what no axis takes of the room at its left.
 */
export function baseOptions({ area, size }: { area: Box; size: { width: number } }, left = 0) {
  return {
    animation: false as const,
    responsive: false,
    devicePixelRatio: 1,
    events: [] as [],
    locale: 'en-US',
    parsing: false as const,
    normalized: true,
    layout: {
      autoPadding: false,
      padding: { left, top: area.top, right: size.width - area.right, bottom: 0 },
    },
  };
}
