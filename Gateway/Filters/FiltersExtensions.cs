using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Filters;

/// <summary>Registers the filters.</summary>
internal static class FiltersExtensions
{
    /// <summary>Adds the filters of <c>Gateway:InputFilters</c> and <c>Gateway:OutputFilters</c>, validated at start.</summary>
    /// <param name="services">The gateway's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddFilters(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<FilterOptions>().BindConfiguration(FilterOptions.SectionName);
        services.AddSingleton<IValidateOptions<FilterOptions>, FilterOptionsValidator>();
        services.AddSingleton<FilterClient>();
        services.AddSingleton<FilterLog>();
        services.AddSingleton<FilterPipeline>();
        return services;
    }
}
