/** Metres from a portal within which one may enter its tour. */
export const TOUR_REACH_METRES = 4;

/** Where somebody is in a tour, as one text: `workshop/bench`. */
export const tourPlace = (tour: string, point: string): string => `${tour}/${point}`;

/** The tour and the point of such a text; undefined for one who is in no tour. */
export function readTourPlace(place: string): { tour: string; point: string } | undefined {
  const [tour, point] = place.split('/');
  return tour && point ? { tour, point } : undefined;
}
