import type { ChartWidth } from './svg-document.ts';

/** What one of the two drawings fixes beforehand; all in px. */
export interface DrawingSize {
  width: ChartWidth;
  height: number;
  tickSize: number;
  titleSize: number;
  /** Labels at line ends, and the width at which they wrap. */
  labelSize: number;
  labelMaxWidth: number;
  theorySize: number;
  lineWidth: number;
  markerRadius: number;
  capHalfWidth: number;
}

const WIDE: DrawingSize = {
  width: 720,
  height: 430,
  tickSize: 12,
  titleSize: 12.5,
  labelSize: 13,
  labelMaxWidth: 186,
  theorySize: 12,
  lineWidth: 1.8,
  markerRadius: 3.6,
  capHalfWidth: 3.5,
};

const NARROW: DrawingSize = {
  width: 360,
  height: 350,
  tickSize: 11,
  titleSize: 12,
  labelSize: 12,
  labelMaxWidth: 104,
  theorySize: 11,
  lineWidth: 1.6,
  markerRadius: 3,
  capHalfWidth: 3,
};

/** The fixed sizes of the 720 or the 360 px drawing. */
export function drawingSize(width: ChartWidth): DrawingSize {
  return width === 720 ? WIDE : NARROW;
}
