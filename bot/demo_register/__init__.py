"""A register of invented households for the demo; its sums are those the city published for 2022 and 2023."""
