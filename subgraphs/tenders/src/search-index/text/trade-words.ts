/**
 * Words of trades that look like others: none of them is ever taken for a typing error, though no tender may have it now.
 * Who looks for a broiler is not helped by boilers.
 */
export const tradeWords: ReadonlySet<string> = new Set(
  `abattoir arborist asbestos auction bailing baking bales baling bakery barber bearing bearings bedding binding biscuit
  blasting boiler boilers bolting boring braking brewing broiler broilers brooms building burial cabling canning canvas
  casting catering caulking ceiling ceilings cement chairs chiller chillers chipping cladding clearing cleaning clothing
  coaching coating cooking cooling copper coring courier crating cutting dairy dating decking dining dipping dozing
  drafting drilling driving drying dumping dyeing earthing embroidery engraving farming fencing filing filling filming
  fishing fitting flooring flying folding forging framing freight funeral gardening gearing gating gilding glazing grading
  grating grazing grinding grouting guarding haulage heating herding hiking hosting housing hunting insurance ironing
  jetting joinery knitting lacing landing lashing laundry leasing lending lighting lining linen livestock loading logging
  marking masonry milking milling mining molding moulding moving mowing nursing packing padding painting paneling parking
  paving pesticide piling pinning piping planning plating plaster playing plating plumbing polishing posting potting
  poultry pouring printing pruning pumping racking raking rating ranking reading rigging roofing roving rubble sailing
  saving savings sawing scaffold screening sealing seating security seeding selling serving sewage sewing shearing
  shelving shoring shredding signage sizing skating slating sorting spraying stacking staffing stamping staging stitching
  surveying tailing tailoring tanning testing tiling tilling timing tinning tooling towing tracking training trapping
  trimming trucking tubing tuition turning typing upholstery vending vetting wading walling washing watering weaving
  wedding weeding weighing welding wiring writing zoning`.split(/\s+/u),
);
