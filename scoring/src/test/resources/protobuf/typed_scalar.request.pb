
x:Bnamed