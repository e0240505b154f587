/** How a picture lies in its frame: enlarged about its centre, and moved. Pure; lengths are shares of the frame. */
export interface ZoomView {
  /** 1 = as it fits into the frame. */
  readonly scale: number;
  /** How far the centre of the picture is from that of the frame. */
  readonly x: number;
  readonly y: number;
}

export interface Point {
  /** From the centre of the frame: -0.5 = its left or upper edge. */
  readonly x: number;
  readonly y: number;
}

export const FITTED: ZoomView = { scale: 1, x: 0, y: 0 };
const MAX_SCALE = 16;
/** Of one press of a key or a button. */
export const ZOOM_STEP = 1.4;
const CENTRE: Point = { x: 0, y: 0 };

/** Enlarged by a factor, so that what is at the point stays there. */
export function zoomed(view: ZoomView, factor: number, at: Point = CENTRE): ZoomView {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  return within({ scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio });
}

export function moved(view: ZoomView, by: Point): ZoomView {
  return within({ scale: view.scale, x: view.x + by.x, y: view.y + by.y });
}

/** No further than its own edge: the frame stays covered. */
function within({ scale, x, y }: ZoomView): ZoomView {
  const most = (scale - 1) / 2;
  const clamp = (value: number) => Math.min(most, Math.max(-most, value)) || 0; // no negative zero
  return { scale, x: clamp(x), y: clamp(y) };
}
