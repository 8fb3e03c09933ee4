import { readAddress } from './address.ts';

const keyOf = (showroom: string): string => `vitrine.ticket.${showroom}`;

/** Takes what lets one into an event out of the address, so that it is not shared by accident, and keeps it for as long as the window is open. */
export function keepTicket(): void {
  const { showroom, ticket } = readAddress(location);
  if (!ticket) return;
  sessionStorage.setItem(keyOf(showroom), ticket);
  history.replaceState(history.state, '', location.pathname + location.hash);
}

/** What lets one into a showroom's event, if one has it. */
export const ticketOf = (showroom: string): string | undefined =>
  sessionStorage.getItem(keyOf(showroom)) ?? undefined;
