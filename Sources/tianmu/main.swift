print("tianmu")
