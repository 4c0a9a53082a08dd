# Writes panels/VARIABLE.csv: series,year,value in windows of 20 years from 1958, 1978 and 1998.
# Penn World Table 9.1: Feenstra, Inklaar & Timmer (2015), American Economic Review 105(10); CC BY 4.0.
library(pwt9)
data("pwt9.1")
dir.create("panels", showWarnings = FALSE)
variables <- c("rgdpna", "pop", "emp", "hc", "csh_i", "csh_c", "csh_g", "rnna", "rconna", "avh", "rgdpe", "cgdpo",
               "labsh", "pl_c", "xr", "rtfpna", "ck")
for (variable in variables) {
  rows <- list()
  for (start in c(1958, 1978, 1998)) for (country in levels(pwt9.1$isocode)) {
    d <- pwt9.1[pwt9.1$isocode == country & pwt9.1$year >= start & pwt9.1$year < start + 20, ]
    value <- d[[variable]]
    if (length(value) != 20 || any(!is.finite(value)) || any(value <= 0) || length(unique(value)) < 10) next
    rows[[length(rows) + 1]] <- data.frame(series = paste0(country, "@", start), year = d$year, value = value)
  }
  write.csv(do.call(rbind, rows), file.path("panels", paste0(variable, ".csv")), row.names = FALSE, quote = FALSE)
}
