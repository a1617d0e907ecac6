/** Is this area a contact's? Theirs by its own code, by what lies above it, or by a route or reach that is theirs. */
export interface Charge { areas: readonly string[]; routes?: readonly string[] | undefined; reaches?: readonly string[] | undefined }

/** @param chain the area's own p-code and those of its ancestors, the country's among them */
export const covers = ({ areas }: Charge, chain: readonly string[]): boolean => chain.some((pcode) => areas.includes(pcode));

export const coversWay = ({ routes = [], reaches = [] }: Charge, ways: readonly string[]): boolean => ways.some((way) => routes.includes(way) || reaches.includes(way));
