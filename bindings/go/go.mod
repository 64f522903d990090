module smartrolint

go 1.21
