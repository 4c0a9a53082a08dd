/// Finds, quickly, the few values that lie in wanted bins.
struct PlaceFinder {
    private let histograms: [Histogram]
    /// For each cell and bin the bin's place among the wanted ones, or −1; empty where nothing is wanted.
    private let places: [[Int16]]

    /// - Parameter wanted: for each cell its wanted bins, in order.
    init(histograms: [Histogram], wanted: [[Int]]) {
        self.histograms = histograms
        places = zip(histograms, wanted).map { histogram, bins in
            var places = [Int16](repeating: -1, count: bins.isEmpty ? 0 : histogram.count)
            for (place, bin) in bins.enumerated() { places[bin] = Int16(place) }
            return places
        }
    }

    /// Calls `body` for every finite value in a wanted bin.
    @inline(__always)
    func forEach(
        _ values: UnsafeBufferPointer<Double>, cell: Int, _ body: (_ value: Double, _ place: Int) -> Void
    ) {
        let histogram = histograms[cell]
        places[cell].withUnsafeBufferPointer { places in
            guard !places.isEmpty else { return }
            for value in values where value.isFinite {
                let place = places[histogram.bin(of: value)]
                if place >= 0 { body(value, Int(place)) }
            }
        }
    }
}
