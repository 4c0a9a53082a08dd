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
            "minimumObservations": 4, "isScaleEquivariant": True, "requiresPositiveValues": True,
            "parameters": [{"name": "damping", "range": [0.5, 1], "default": 1,
                            "explanation": {"zh": "增速每年保留的比例", "en": "The share of growth that is left each year"}}],
            "sources": ["Sen (1968), Estimates of the regression coefficient based on Kendall's tau"]}

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

        def project(fitted, innovations, normals):  # outputs x years x draws, as the paths; and one normal a draw for the slope
            spans = np.cumsum(fitted["damping"] ** np.arange(innovations.shape[1]))[:, None]
            y = fitted["last"] + (fitted["slope"] + fitted["error"] * normals[0]) * spans
            y = y + fitted["sd"] * np.cumsum(innovations[0], axis=0)
            return (np.exp(y) if fitted["is_level"] else y)[None]

        def answer(request, fits):
            if request["type"] == "hello":
                shares = os.access(request.get("sharedMemory", ""), os.R_OK | os.W_OK)
                return {"protocol": 1, "models": [MODEL], "transport": "sharedMemory" if shares else "base64"}
            if request["type"] == "fit":
                fits[request["fit"]] = fitted = fit(request["context"])
                return {"parameterNormalCount": 1, "report": {"estimates": [{"name": "slope", "value": fitted["slope"]}]}}
            if request["type"] == "release":
                return {"released": [number for number in request["fits"] if fits.pop(number, None)]}
            shape, shared = [request[key] for key in ("outputs", "years", "draws")], request.get("sharedMemory")
            count, keys = np.prod(shape), ("innovations", "parameterNormals")
            given = b"" if shared else b"".join(base64.b64decode(request[key]) for key in keys) + bytes(8 * count)
            table = np.memmap(shared, "<f8", "r+") if shared else np.frombuffer(bytearray(given), "<f8")
            x, z, paths = np.split(table, [count, -count])  # innovations, parameter normals and, to be written, paths
            paths[:] = project(fits[request["fit"]], x.reshape(shape), z.reshape(-1, shape[2])).ravel()
            return {} if shared else {"paths": base64.b64encode(paths.tobytes()).decode()}

        replies, fits = os.fdopen(os.dup(1), "w"), {}
        os.dup2(2, 1)  # standard output belongs to the protocol: what is printed goes to the log
        for line in sys.stdin:
            request = json.loads(line)
            if request["type"] == "bye": break
            try:
                reply = answer(request, fits)
            except ValueError as reason:
                reply = {"refusal": str(reason)}
            print(json.dumps({"id": request["id"], **reply}), file=replies, flush=True)

        """#
}
