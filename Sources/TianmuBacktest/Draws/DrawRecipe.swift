import TianmuModel

/// How the draws of one origin were made of its fits, so that they can be made again of other normals.
struct DrawRecipe {
    /// Those with a forecast; the ensemble is the last.
    var models: [Int] = []
    /// By member: why the program that it lives in gave no forecast.
    var faults: [Int: LocalizedText] = [:]
    /// By model: what brings each year to the spread that past errors ask for; none where nothing does.
    var maps: [Int: [DepartureMap]] = [:]
    /// Of the members among the models, where they are mixed.
    var weights: [Double] = []
}
