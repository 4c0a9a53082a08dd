/// A worker in Python with NumPy; the example in Examples/plugins/python is made from it.
enum PythonTemplate {
    static let text = #"""
        #!/usr/bin/env python3
        """A growth model for tianmu, in Python with NumPy. The protocol: Plugins/PROTOCOL.md of the project."""
        import base64, json, os, sys, numpy as np

        MODEL = {
            "id": "@ID@",
            "title": {"zh": "@ZH@", "en": "@EN@"},
            "summary": {"zh": "以任意两年间斜率的中位数为增速，个别异常年份影响很小；趋势正在转折时不宜用。",
                        "en": "Growth is the median slope between any two years; odd years hardly move it. Not for a turning trend."},
            "minimumObservations": 4,
            "parameters": [{"name": "damping", "range": [0.5, 1], "default": 1,
                            "explanation": {"zh": "增速每年保留的比例", "en": "The share of growth that is left each year"}}],
            "sources": ["Sen (1968), Estimates of the regression coefficient based on Kendall's tau"],
            "isScaleEquivariant": True, "requiresPositiveValues": True}

        def fit(context):  # returns whatever `project` needs; to refuse, raise ValueError with a sentence
            output = context["outputs"][0]
            years, y = (np.array([item[key] for item in output["history"]], float) for key in ("year", "value"))
            is_level = output["measure"] == "level"  # a level grows by per cent, a percentage moves by points
            y = np.log(y) if is_level else y
            a, b = np.triu_indices(len(y), 1)
            slope = np.median((y[b] - y[a]) / (years[b] - years[a]))
            surprises = (np.diff(y) - slope * np.diff(years)) / np.sqrt(np.diff(years))
            sd = 1.4826 * np.median(np.abs(surprises))
            return {"last": y[-1], "slope": slope, "sd": sd, "error": 1.2533 * sd / np.sqrt(years[-1] - years[0]),
                    "is_level": is_level, "damping": context["parameters"]["damping"]}

        def project(fitted, innovations, normals):
            """Paths: outputs x years x draws, as the innovations. `normals`: one a draw, for the error of the slope."""
            spans = np.cumsum(fitted["damping"] ** np.arange(innovations.shape[1]))[:, None]
            y = fitted["last"] + (fitted["slope"] + fitted["error"] * normals[0]) * spans
            y = y + fitted["sd"] * np.cumsum(innovations[0], axis=0)
            return (np.exp(y) if fitted["is_level"] else y)[None]

        def answer(request, fits):
            if request["type"] == "bye":
                sys.exit()
            if request["type"] == "hello":
                return {"protocol": 1, "models": [MODEL]}
            if request["type"] == "fit":
                fits[request["fit"]] = fitted = fit(request["context"])
                estimates = [{"name": "slope", "value": fitted["slope"]}]
                return {"parameterNormalCount": 1, "report": {"estimates": estimates}}
            if request["type"] == "project":
                x, z = [np.frombuffer(base64.b64decode(request[key]), "<f8") for key in ("innovations", "parameterNormals")]
                shape = request["outputs"], request["years"], request["draws"]
                paths = project(fits[request["fit"]], x.reshape(shape), z.reshape(-1, request["draws"]))
                return {"paths": base64.b64encode(paths.astype("<f8").tobytes()).decode()}
            return {"released": [number for number in request.get("fits", []) if fits.pop(number, None)]}

        replies, fits = os.fdopen(os.dup(1), "w"), {}
        os.dup2(2, 1)  # standard output belongs to the protocol: what is printed goes to the log
        for line in sys.stdin:
            request = json.loads(line)
            try:
                reply = answer(request, fits)
            except ValueError as reason:
                reply = {"refusal": str(reason)}
            print(json.dumps({"id": request["id"], **reply}), file=replies, flush=True)

        """#
}
