import type { Routes } from '../../http/app.ts';
import { deskFileRoutes } from './fileRoutes.ts';
import { deskHealthRoutes } from './healthRoutes.ts';
import { deskListRoutes } from './listRoutes.ts';
import { deskOrderRoutes } from './orderRoutes.ts';
import { deskParcelRoutes } from './parcelRoutes.ts';

type DeskRoutesParts = Parameters<typeof deskFileRoutes>[0] & Parameters<typeof deskHealthRoutes>[0];

/** The shop's desk: everybody's orders. Each route wants the role of the desk, or of an owner. */
export const deskRoutes = (parts: DeskRoutesParts): Routes[] => [
  deskFileRoutes(parts),
  deskListRoutes(parts),
  deskOrderRoutes(parts),
  deskParcelRoutes(parts),
  deskHealthRoutes(parts),
];
