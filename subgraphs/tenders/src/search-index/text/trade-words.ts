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
  wedding weeding weighing welding wiring writing zoning
  airports aprons arms badges bags ballast bamboo bands banners barge barges barrels bars basins batteries beads beams beans beds
  bees benches bikes bins birds blades blankets blinds blocks boards boats bolts bones books boots borders bottles bowls boxes
  braai bread bricks bridges brooms brushes buckets bulbs bulls buoys burners buses cables cages cakes cameras camps candles cans canteen
  cards carpets cars carts cases catheters cattle chains chalk charcoal cheese chemicals chips churns clamps clays clinics clocks coaches
  coal coats cobras coffee coils coins computers cones copiers cords corks cots cotton couches counters covers cows cranes crates creams
  crops crushers cups curtains cushions cycles dams decks dentures desks diesel diets dishes docks dogs dolls doors drains drapes
  drips drones drugs drums ducts dumps dyes eggs engines fabric fans farms feeds fences ferries films filters fires firewood fish
  fixtures flags flasks fleet floors flour flowers flumes foams fodder foils forks forms frames fridges fruit fuels furnaces
  furniture fuses games garages gardens gases gaskets gates gauges gears generators glass gloves glue goats gowns grains grass
  gravel graves grease grids grills guards guns gutters gyms hammers handles hangars harnesses hats heaters helmets herbs hinges hoists
  honey hoods hooks horns horses hoses hotels hulls ice implants inks insects inverters irons jackets jams jars jetties juice kerbs kettles
  keys kilns kits kiosks knives labels lace ladders lamps lanes lanterns laptops lasers latex lathes lawns leads leather lenses lettuce
  levers lids lifts lights lime linings locks looms lorries lotions machines magnets maize mangoes maps marble masks masts mats meals
  meat medals medicine meters mice milk mills mines mirrors mops mortar motors mowers mulch murals museum nails nappies needles nets
  nuts oats oils onions oranges organs ovens pads pagers paint paints pallets panels pans pants paper parcels parks parts pastry patches paths
  pavers peaches peas pebbles pellets pencils pens petrol phones pianos pigs piles pillows pills pins pipes pistols pitches planes plants
  plastics plates ploughs plugs poles pools ports posters posts potatoes pots powder printers prisms probes projectors props pulleys
  pulp pumps quarry quilts racks radar radios rafts rails ramps razors reels resins rice rifles rings rivets robes robots rollers roofs
  rooms ropes routers rubber rugs rulers saddles safes sails salt salts sand sauces saws scales scanners scarves schools screens screws
  sculpture seals seats seeds sensors servers sewers sewing shades shafts shears sheds sheep sheets shelters shelves ships shirts
  shoes shops shovels showers shrouds shrubs signs silage silos silver sinks sirens skates skips skirts slabs sledges slings soap socks
  sofas software soils solar spades spares spears spices spikes spoons springs stages stairs stalls stamps staples starch steam steel
  stents sticks stones stools stoves straps straw strings stumps sugar suits sumps swabs switches swings syringes syrup tables tablets
  tanks tankers tapes taps tarps taxis teas tents tiles timber tins tires toilets tools torches towels towers toys tracks tractors trailers
  trains trams traps trays trees trench trolleys troughs trusses tubes tunnels turbines turf tyres uniforms urns vaccines valves vans
  varnish vaults veils vests vials videos vines vinyl wagons walls wards washers waste watches water waters wax weeds weights wells
  wheat wheels whips wicks wigs winches windows wines wipes wires wood wools worms wraps wrecks yachts yards yarns zips`.split(
    /\s+/u,
  ),
);
