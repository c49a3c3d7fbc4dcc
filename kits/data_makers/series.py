"""Things that go on in time, made up: sales, travellers, batteries."""

import json

import numpy as np
import pandas as pd

from .writing import KITS, data_folder, split_table, write_table, write_tables


def ice_cream():
    """Three years of sales; the last one is the test. The weather is for a submission to bring."""
    random = np.random.RandomState(57)
    dates = pd.date_range('2021-01-01', '2023-12-31')
    season = -np.cos(2 * np.pi * (dates.dayofyear - 20) / 365.25)
    # Warm and cold spells of a week or so
    spells = pd.Series(random.randn(len(dates))).ewm(span=7).mean() * 7
    temperature = (11 + 9 * season + spells).round(1)
    is_holiday = pd.Series(False, index=dates)
    periods = [(f'{year}-{start}', f'{year}-{end}') for year in (2021, 2022, 2023)
               for start, end in (('02-14', '02-21'), ('04-02', '04-17'), ('07-08', '08-20'),
                                  ('10-24', '11-02'))]
    for start, end in periods:
        is_holiday[start:end] = True
    level = 2 + 0.09 * temperature.to_numpy() + 0.35 * is_holiday + 0.4 * (dates.dayofweek >= 5)
    table = pd.DataFrame({'date': dates.strftime('%Y-%m-%d'),
                          'sales': random.poisson(4 * np.exp(level))})
    write_tables('ice_cream', table[dates.year < 2023], table[dates.year == 2023])
    samples = KITS / 'ice_cream' / 'submissions'
    write_table(samples / 'starting_kit' / 'external_data.csv',
                pd.DataFrame(periods, columns=['first_day', 'last_day']))
    weather = pd.DataFrame({'date': table['date'], 'temperature': temperature,
                            'holiday': is_holiday.astype(int).to_numpy()})
    write_table(samples / 'weather' / 'external_data.csv', weather)


# Invented towns: thousands of inhabitants, and where they lie, in kilometres
TOWNS = pd.DataFrame(
    [('Altmar', 820, 0, 0), ('Bermond', 95, 40, 70), ('Corvo', 310, 160, 30),
     ('Dunhill', 40, 90, 110), ('Estrel', 540, 210, 150), ('Fontan', 150, 20, 190)],
    columns=['town', 'inhabitants', 'east', 'north'])


def train_travellers():
    """Travellers of a train on a day, as a logarithm; submissions bring what they depend on."""
    random = np.random.RandomState(58)
    towns = TOWNS.set_index('town')
    dates = pd.date_range('2023-01-01', '2023-12-31')
    rows = []
    for _ in range(900):
        date = dates[random.randint(len(dates))]
        departure, arrival = random.choice(TOWNS['town'], size=2, replace=False)
        here, there = towns.loc[departure], towns.loc[arrival]
        distance = np.hypot(here.east - there.east, here.north - there.north)
        size = np.log(here.inhabitants * there.inhabitants)
        travellers = (1.2 + 0.35 * size - 0.004 * distance + 0.3 * (date.dayofweek in (4, 6))
                      + 0.2 * (date.month in (7, 8, 12)) + 0.15 * random.randn())
        booked_early = random.randint(5, 30) + 3 * travellers
        rows.append((date.strftime('%Y-%m-%d'), departure, arrival, booked_early, travellers))
    columns = ['date', 'departure', 'arrival', 'days_ahead', 'log_travellers']
    table = pd.DataFrame(rows, columns=columns)
    split_table('train_travellers', table, test_size=300)
    samples = KITS / 'train_travellers' / 'submissions'
    write_table(samples / 'starting_kit' / 'external_data.csv', TOWNS[['town', 'inhabitants']])
    write_table(samples / 'gravity' / 'external_data.csv', TOWNS)


def battery_life():
    """Voltages of discharges seen so far, and how many are still to come."""
    random = np.random.RandomState(59)
    for part, n_batteries in (('train', 120), ('test', 60)):
        batteries, remaining = [], []
        for _ in range(n_batteries):
            life = random.uniform(40, 160)
            n_seen = random.randint(8, max(9, int(0.8 * life)))
            cycles = np.arange(0, n_seen, 2)
            voltage = 4.1 - 0.5 * (cycles / life) ** 1.5 - 0.1 * (life < 80)
            batteries.append((voltage + 0.02 * random.randn(len(cycles))).round(3).tolist())
            remaining.append(int(life - n_seen))
        data = {'remaining': remaining, 'voltages': batteries}
        with open(data_folder('battery_life') / f'{part}.json', 'w') as file:
            json.dump(data, file, separators=(',', ':'))
        print(f'battery_life: {n_batteries} batteries ({part})')
