sweep: 11.27 s 2.90 user
