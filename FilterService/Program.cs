using LlmAspire.FilterService;
using LlmAspire.FilterService.Chunks;
using LlmAspire.FilterService.Streams;

var builder = ServiceBuilder.Create(args);
builder.AddServiceDefaults();
builder.Services.AddProblemDetails();
builder.Services.AddFilters();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapStreamFilters();
app.MapChunkFilters();
return app.RunService("--FilterService:StreamUrl");
