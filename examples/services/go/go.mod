module cancel

go 1.21

require smartrolint v0.0.0

replace smartrolint => ../../../bindings/go
