with

source as (

    select * from {{ ref('countries') }}

),

renamed as (

    select
        country_code,

        name as country_name

    from source

)

select * from renamed
