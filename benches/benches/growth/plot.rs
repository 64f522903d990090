//! The curves as a picture: both axes logarithmic, so that linear growth is a straight line.

use plotters::prelude::*;

pub(crate) struct Curve {
    /// Of its figures in the README.
    pub(crate) name: &'static str,
    /// What it grows with.
    pub(crate) axis: &'static str,
    pub(crate) table: String,
    /// What it grows with, and microseconds.
    pub(crate) points: Vec<(f64, f64)>,
}

pub(crate) fn draw(curves: &[Curve]) -> String {
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, (1080, 320)).into_drawing_area();
    area.fill(&WHITE).expect("memory can be drawn on");
    for (panel, curve) in area.split_evenly((1, curves.len())).iter().zip(curves) {
        let (xs, ys): (Vec<f64>, Vec<f64>) = curve.points.iter().copied().unzip();
        let range = |values: &[f64]| {
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(0.0, f64::max);
            // Never less than a decade, or what hardly grows would look steep.
            let slack = (10.0 * low / high).sqrt().max(1.6);
            (low / slack..high * slack).log_scale()
        };
        let mut chart = ChartBuilder::on(panel)
            .margin(12)
            .x_label_area_size(44)
            .y_label_area_size(64)
            .build_cartesian_2d(range(&xs), range(&ys))
            .expect("the panel has room");
        chart
            .configure_mesh()
            .x_desc(curve.axis)
            .y_desc("µs, verdict")
            .max_light_lines(0)
            .y_labels(4)
            .x_label_formatter(&|value| short(*value))
            .y_label_formatter(&|value| short(*value))
            .draw()
            .expect("memory can be drawn on");
        let line = LineSeries::new(curve.points.iter().copied(), BLUE.stroke_width(2));
        chart.draw_series(line.point_size(3)).expect("memory can be drawn on");
    }
    area.present().expect("memory can be drawn on");
    drop(area);
    svg
}

fn short(value: f64) -> String {
    match value {
        1e6.. => format!("{} M", value / 1e6),
        1e3.. => format!("{} k", value / 1e3),
        _ => value.to_string(),
    }
}
