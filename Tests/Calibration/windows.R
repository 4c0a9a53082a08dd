# Writes windows/VARIABLE.csv: series,year,value of every variable of the Penn World Table 9.1 that is above 0, in windows
# of 20 years from 1950, 1956, …, 1998, the series named COUNTRY@START.
# Feenstra, Inklaar & Timmer (2015), American Economic Review 105(10); CC BY 4.0.
library(pwt9)
data("pwt9.1")
table <- pwt9.1
table$csh_m <- abs(table$csh_m)
dir.create("windows", showWarnings = FALSE)
variables <- setdiff(names(table)[sapply(table, is.numeric)], c("year", "i_outlier", "cor_exp", "statcap", "csh_r"))
for (variable in variables) {
  rows <- list()
  for (start in seq(1950, 1998, 6)) for (country in levels(table$isocode)) {
    d <- table[table$isocode == country & table$year >= start & table$year < start + 20, ]
    value <- d[[variable]]
    if (length(value) != 20 || any(!is.finite(value)) || any(value <= 0) || length(unique(value)) < 15) next
    rows[[length(rows) + 1]] <- data.frame(series = paste0(country, "@", start), year = d$year, value = value)
  }
  if (length(rows) > 0)
    write.csv(do.call(rbind, rows), file.path("windows", paste0(variable, ".csv")), row.names = FALSE, quote = FALSE)
}
