# Makes pwt-gdp.csv beside this file: Rscript make-pwt-gdp.R
# Needs the R package pwt9 (Debian: r-cran-pwt9), which carries the Penn World Table 9.1.
library(pwt9)
data("pwt9.1")
years <- 1998:2017
gdp <- pwt9.1[pwt9.1$year %in% years & is.finite(pwt9.1$rgdpna), c("isocode", "year", "rgdpna")]
full <- names(which(table(as.character(gdp$isocode)) == length(years)))
# Every third country in order of its code: no choice by what the series look like.
chosen <- sort(full)[seq(1, length(full), 3)]
gdp <- gdp[gdp$isocode %in% chosen, ]
gdp <- gdp[order(gdp$isocode, gdp$year), ]
out <- data.frame(series = gdp$isocode, year = gdp$year, value = signif(gdp$rgdpna, 7))
write.csv(out, "pwt-gdp.csv", row.names = FALSE, quote = FALSE)
