/// Small series for comparison with R. The R command of each reference value stands beside it; all were made with R 4.2.2,
/// forecast 8.20, and values printed with 10 digits.
enum ReferenceSeries {
    /// `Nile[1:20]`: flow of the Nile at Aswan, 10⁸ m³, 1871–1890.
    static let nile: [Double] = [
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
    ]
    /// `tapply(AirPassengers, floor(time(AirPassengers)), sum)`: thousands a year, 1949–1960.
    static let air: [Double] = [1520, 1676, 2042, 2364, 2700, 2867, 3408, 3939, 4421, 4572, 5140, 5714]
    /// `log` of the gross regional product of Hangzhou in Scenarios/data/zhejiang.csv, 2000–2024, in 亿元.
    static let hangzhou: [Double] = [
        7.241129866, 7.367039156, 7.494958440, 7.658562692, 7.850282796, 7.997579062, 8.155769849, 8.332269853,
        8.486855626, 8.552909695, 8.707740821, 8.875292720, 8.983260333, 9.064146288, 9.159280734, 9.258680911,
        9.368152341, 9.484991915, 9.568484636, 9.643342823, 9.693187420, 9.811773499, 9.849840437, 9.906432213,
        9.992428400,
    ]
    /// `uspop`: population of the United States in millions, each census 1790–1970, here as if yearly.
    static let uspop: [Double] = [
        3.93, 5.31, 7.24, 9.64, 12.90, 17.10, 23.20, 31.40, 39.80, 50.20, 62.90, 76.00, 92.00, 105.70, 122.80, 131.70,
        151.30, 179.30, 203.20,
    ]
    /// `LakeHuron[1:30]`: level in feet, 1875–1904.
    static let huron: [Double] = [
        580.38, 581.86, 580.97, 580.80, 579.79, 580.39, 580.42, 580.82, 581.40, 581.32, 581.44, 581.68, 581.17, 580.53,
        580.01, 579.91, 579.14, 579.16, 579.55, 579.67, 578.44, 578.24, 579.10, 579.09, 579.35, 578.82, 579.32, 579.01,
        579.00, 579.80,
    ]

    static let byName = ["nile": nile, "air": air, "hangzhou": hangzhou, "uspop": uspop, "huron": huron]
    static let names = byName.keys.sorted()
}
